using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

/// <summary>Groups and components as the audit tells of them: always the same members, so that what changed can be shown.</summary>
internal static class ComponentFacts
{
    public static async Task<IReadOnlyDictionary<ServiceComponentId, string>> JsonAsync(
        StatusPageContext context,
        IReadOnlyCollection<ServiceComponent> components,
        IReadOnlyDictionary<ComponentGroupId, string> groups,
        CancellationToken cancellationToken)
    {
        var ids = components.Select(component => component.Id).ToList();
        var links = (await context.Set<MonitorLink>().AsNoTracking().Where(link => ids.Contains(link.ComponentId)).ToListAsync(cancellationToken))
            .ToLookup(link => link.ComponentId);
        return components.ToDictionary(component => component.Id, component => Json(component, groups, links[component.Id]));
    }

    public static string Json(ComponentGroup group) => JsonSerializer.Serialize(
        new { group.Name, Collapse = EnumWords<CollapseRule>.ToWord(group.Collapse), group.ArchivedAt }, JsonSerializerOptions.Web);

    /// <summary>Where something stands.</summary>
    /// <param name="below">Its neighbour's name; null for the first one.</param>
    public static string Place(string name, string? group, string? below) =>
        JsonSerializer.Serialize(new { Name = name, Group = group, Below = below }, JsonSerializerOptions.Web);

    public static string Status(string name, StatusSpan? said) => JsonSerializer.Serialize(
        new { Name = name, Status = said is null ? null : EnumWords<ComponentStatus>.ToWord(said.Status), Since = said?.From }, JsonSerializerOptions.Web);

    private static string Json(ServiceComponent component, IReadOnlyDictionary<ComponentGroupId, string> groups, IEnumerable<MonitorLink> links) =>
        JsonSerializer.Serialize(
            new
            {
                component.Name,
                component.Description,
                component.Link,
                component.Visible,
                Group = component.GroupId is { } group ? groups.GetValueOrDefault(group) : null,
                Monitors = links.OrderBy(link => link.MonitorId.Value).Select(link => new
                {
                    Id = link.MonitorId.ToString(),
                    Down = EnumWords<ComponentStatus>.ToWord(link.WhenDown),
                    Degraded = EnumWords<ComponentStatus>.ToWord(link.WhenDegraded),
                }),
                component.ArchivedAt,
            },
            JsonSerializerOptions.Web);
}
