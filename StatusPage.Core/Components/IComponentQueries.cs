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
    /// <summary>All of the organisation's components, by page and position.</summary>
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
            .OrderBy(row => row.page.Name).ThenBy(row => row.component.Position)
            .Select(row => new
            {
                row.component.Id,
                row.component.Name,
                PageName = row.page.Name,
                Group = context.Set<ComponentGroup>().Where(group => group.Id == row.component.GroupId).Select(group => group.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var open = (await context.Set<StatusSpan>().Where(span => span.To == null).ToListAsync(cancellationToken)).ToLookup(span => span.ComponentId);
        return
        [
            .. rows.Select(row => new ComponentChoice(
                row.Id, row.Name, row.Group, row.PageName, EffectiveStatus.Of(open[row.Id].Select(span => (span.Source, span.Status))))),
        ];
    }
}
