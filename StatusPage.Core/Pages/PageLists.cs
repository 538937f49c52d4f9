using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

internal sealed class PageLists(Database database, NodeOptions node, TimeProvider time) : IPageLists
{
    public Task<PageList> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => ListAsync(context, cancellationToken), cancellationToken);

    public Task<PageDetails?> FindAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context => await context.Set<PublicPage>().IgnoreQueryFilters([IArchivable.Filter]).SingleOrDefaultAsync(row => row.Id == page, cancellationToken) is { } found
            ? new PageDetails(
                found.Id,
                new PageSettings(found.Name, found.Slug, found.TimeZone, found.Visibility, found.IsDefault),
                found.Version,
                found.ArchivedAt,
                await PageSlugs.FormerAsync(context, found, cancellationToken))
            : null,
        cancellationToken);

    public Task<PageSurroundings> AroundAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context =>
        {
            var own = await context.Set<PublicPage>().OrderBy(row => row.Name).ThenBy(row => row.Id)
                .Select(row => new { Choice = new PageChoice(row.Id, row.Name), row.IsDefault }).ToListAsync(cancellationToken);
            var root = own.Find(row => row.IsDefault)?.Choice;
            var state = root is not null ? RootState.OwnPage
                : await context.Set<PublicPage>().IgnoreQueryFilters().AnyAsync(row => row.IsDefault, cancellationToken) ? RootState.OtherOrganization
                : RootState.Empty;
            return new PageSurroundings(
                await BaseAsync(context, cancellationToken), state, root, [.. own.Where(row => row.Choice.Id != page).Select(row => row.Choice)]);
        },
        cancellationToken);

    public Task<string?> FrontAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context => await context.Set<PublicPage>().OrderByDescending(page => page.IsDefault).ThenBy(page => page.CreatedAt).ThenBy(page => page.Id)
            .Select(page => page.IsDefault ? "/" : "/s/" + page.Slug).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public async Task<string?> SlugProblemAsync(OrganizationId organization, PublicPageId page, string slug, CancellationToken cancellationToken)
    {
        try
        {
            PageSlug.Checked(slug);
        }
        catch (RuleViolationException refusal)
        {
            return refusal.Message;
        }

        var holder = await database.ReadAsync(
            DataScope.Of(organization), context => PageSlugs.HolderAsync(context, slug, time.GetUtcNow(), cancellationToken), cancellationToken);
        return holder?.Refusal(page, organization, slug);
    }

    private async Task<PageList> ListAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var start = await BaseAsync(context, cancellationToken);
        var kept = time.GetUtcNow() - IArchivable.Kept;
        var pages = await context.Set<PublicPage>().IgnoreQueryFilters([IArchivable.Filter])
            .Where(page => page.ArchivedAt == null || page.ArchivedAt > kept).ToListAsync(cancellationToken);
        var said = await SaidAsync(context, cancellationToken);
        return new PageList(
            [
                .. pages.Where(page => page.ArchivedAt is null).OrderBy(page => page.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(page => page.Id.Value)
                    .Select(page => new PageRow(
                        page.Id,
                        page.Name,
                        page.Slug,
                        $"{start}{page.Slug}",
                        page.Visibility,
                        page.IsDefault,
                        said[page.Id].Count(one => one.IsComponent),
                        said[page.Id].Select(one => one.Status).Where(status => status is not ComponentStatus.Unknown).Worst(ComponentStatus.Unknown),
                        page.Version)),
            ],
            [
                .. pages.Where(page => page.ArchivedAt is not null).OrderByDescending(page => page.ArchivedAt)
                    .Select(page => new ArchivedPage(
                        page.Id, page.Name, page.Slug, page.ArchivedAt.GetValueOrDefault(), page.ArchivedAt.GetValueOrDefault() + IArchivable.Kept)),
            ]);
    }

    // What visitors can see, as the banner sums it up: components, and incidents that are open.
    private static async Task<ILookup<PublicPageId, (bool IsComponent, ComponentStatus Status)>> SaidAsync(
        StatusPageContext context, CancellationToken cancellationToken)
    {
        var components = await context.Set<ServiceComponent>().Where(component => component.Visible)
            .Select(component => new { component.Id, component.PageId }).ToListAsync(cancellationToken);
        var open = (await context.Set<StatusSpan>().Where(span => span.To == null)
            .Select(span => new { span.ComponentId, span.Source, span.Status }).ToListAsync(cancellationToken))
            .ToLookup(span => span.ComponentId, span => (span.Source, span.Status));
        var incidents = await context.Set<Incident>().Where(incident => incident.ResolvedAt == null)
            .Join(context.Set<IncidentPage>(), incident => incident.Id, shown => shown.IncidentId, (incident, shown) => new { shown.PageId, incident.Impact })
            .ToListAsync(cancellationToken);
        return components.Select(component => (component.PageId, IsComponent: true, Status: EffectiveStatus.Of(open[component.Id])))
            .Concat(incidents.Select(incident => (incident.PageId, IsComponent: false, Status: Seen(incident.Impact))))
            .ToLookup(one => one.PageId, one => (one.IsComponent, one.Status));
    }

    // No page is green while it has an open incident.
    private static ComponentStatus Seen(Impact impact) => impact is Impact.None ? ComponentStatus.DegradedPerformance : impact.ToStatus();

    private async Task<string> BaseAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var known = node.PublicUrl ?? await context.Set<Installation>().Select(row => row.PublicUrl).SingleOrDefaultAsync(cancellationToken);
        return $"{known?.TrimEnd('/')}/s/";
    }
}
