using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

/// <summary>A component as staff pick it from a list.</summary>
/// <param name="GroupName">Null outside of groups.</param>
public sealed record ComponentChoice(ServiceComponentId Id, string Name, string? GroupName, string PageName, ComponentStatus Status);

public interface IComponentQueries
{
    /// <summary>All of the organisation's components, page by page in the order in which they stand there.</summary>
    Task<IReadOnlyList<ComponentChoice>> ListAsync(OrganizationId organization, CancellationToken cancellationToken);
}

internal sealed class ComponentQueries(Database database) : IComponentQueries
{
    public Task<IReadOnlyList<ComponentChoice>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => ListAsync(context, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<ComponentChoice>> ListAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Set<ServiceComponent>()
            .Join(context.Set<PublicPage>(), component => component.PageId, page => page.Id, (component, page) => new { component, page })
            .Select(row => new { row.component.Id, row.component.Name, row.component.GroupId, row.component.Position, PageId = row.page.Id, PageName = row.page.Name })
            .ToListAsync(cancellationToken);
        var groups = await context.Set<ComponentGroup>().ToDictionaryAsync(group => group.Id, cancellationToken);
        var open = (await context.Set<StatusSpan>().Where(span => span.To == null).ToListAsync(cancellationToken)).ToLookup(span => span.ComponentId);
        return
        [
            .. rows.Select(row => (Row: row, Group: row.GroupId is { } id ? groups.GetValueOrDefault(id) : null))
                .OrderBy(one => one.Row.PageName, StringComparer.CurrentCultureIgnoreCase).ThenBy(one => one.Row.PageId.Value)
                .ThenBy(one => one.Group?.Position ?? -1).ThenBy(one => one.Group?.Id.Value).ThenBy(one => one.Row.Position).ThenBy(one => one.Row.Id.Value)
                .Select(one => new ComponentChoice(
                    one.Row.Id,
                    one.Row.Name,
                    one.Group?.Name,
                    one.Row.PageName,
                    EffectiveStatus.Of(open[one.Row.Id].Select(span => (span.Source, span.Status))))),
        ];
    }
}
