using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

internal sealed class PageQueries(Database database) : IPageQueries
{
    public async Task<IReadOnlyList<PageHead>> HeadsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        DataScope.Everything,
        context => context.Set<PublicPage>()
            .Select(page => new PageHead(page.Id, page.OrganizationId, page.Slug, page.IsDefault, page.Visibility, page.ContentVersion))
            .ToListAsync(cancellationToken),
        cancellationToken);

    public Task<PageFacts?> FactsAsync(PublicPageId page, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Everything, context => FactsAsync(context, page, now, cancellationToken), cancellationToken);

    public Task<RenderedPage?> NewerSnapshotAsync(
        PublicPageId page, long version, DateTimeOffset renderedAt, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        context => context.Set<PageSnapshotRow>()
            .Where(row => row.PageId == page
                && (row.ContentVersion > version || (row.ContentVersion == version && row.RenderedAt > renderedAt)))
            .Select(row => new RenderedPage(
                row.PageId, row.OrganizationId, row.ContentVersion, row.RenderedAt, row.ValidUntil, row.View, row.Bundle))
            .SingleOrDefaultAsync(cancellationToken),
        cancellationToken);

    private static async Task<PageFacts?> FactsAsync(
        StatusPageContext context, PublicPageId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // First of all, so that whatever is read after it is at least as new as the version that it carries.
        var page = await context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (page is null)
        {
            return null;
        }

        var since = PageViewBuilder.FirstInstantShown(page, now);
        var groups = await context.Set<ComponentGroup>().Where(group => group.PageId == id)
            .OrderBy(group => group.Position).ThenBy(group => group.Id).ToListAsync(cancellationToken);
        var components = await context.Set<ServiceComponent>().Where(component => component.PageId == id && component.Visible)
            .OrderBy(component => component.Position).ThenBy(component => component.Id).ToListAsync(cancellationToken);
        var spans = await context.Set<StatusSpan>()
            .Where(span => (span.To == null || span.To > since)
                && context.Set<ServiceComponent>().Any(component => component.Id == span.ComponentId && component.PageId == id && component.Visible))
            .Select(span => new { span.ComponentId, Statement = new StatusStatement(span.Source, span.Status, span.From, span.To) })
            .ToListAsync(cancellationToken);
        var incidents = await context.Set<Incident>().AsSplitQuery()
            .Where(incident => (incident.ResolvedAt == null || incident.ResolvedAt > since)
                && context.Set<IncidentPage>().Any(shown => shown.IncidentId == incident.Id && shown.PageId == id))
            .Include(incident => incident.Updates.OrderBy(update => update.At).ThenBy(update => update.Id)).ThenInclude(update => update.Components)
            .OrderByDescending(incident => incident.StartedAt).ThenBy(incident => incident.Id)
            .ToListAsync(cancellationToken);
        return new PageFacts(page, groups, components, spans.ToLookup(span => span.ComponentId, span => span.Statement), incidents)
        {
            FormerSlugs = await PageSlugs.FormerAsync(context, page, cancellationToken),
        };
    }
}
