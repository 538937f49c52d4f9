using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

internal sealed class PageTreeQueries(Database database, TimeProvider time) : IPageTreeQueries
{
    public Task<PageTree?> ReadAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => ReadAsync(context, page, time.GetUtcNow(), cancellationToken), cancellationToken);

    private static async Task<PageTree?> ReadAsync(StatusPageContext context, PublicPageId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (page is null)
        {
            return null;
        }

        var kept = now - IArchivable.Kept;
        var groups = await context.Set<ComponentGroup>().IgnoreQueryFilters([IArchivable.Filter])
            .Where(group => group.PageId == id && (group.ArchivedAt == null || group.ArchivedAt > kept))
            .OrderBy(group => group.Position).ThenBy(group => group.Id).ToListAsync(cancellationToken);
        var components = await context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter])
            .Where(component => component.PageId == id && (component.ArchivedAt == null || component.ArchivedAt > kept))
            .OrderBy(component => component.Position).ThenBy(component => component.Id).ToListAsync(cancellationToken);
        var spans = await context.Set<StatusSpan>()
            .Where(span => span.To == null && context.Set<ServiceComponent>().Any(component => component.Id == span.ComponentId && component.PageId == id))
            .ToListAsync(cancellationToken);
        var drivers = await DriversAsync(context, id, cancellationToken);
        var names = await NamesAsync(context, spans, cancellationToken);
        var shown = components.Where(component => component.ArchivedAt is null).ToLookup(component => component.GroupId);
        var said = spans.ToLookup(span => span.ComponentId);
        return new PageTree(
            page.Id,
            page.Name,
            page.Slug,
            page.Visibility,
            [Group(null, Views(null)), .. groups.Where(group => group.ArchivedAt is null).Select(group => Group(group, Views(group.Id)))],
            TreeArchive.Groups(groups, components),
            TreeArchive.Components(groups, components));

        List<TreeComponent> Views(ComponentGroupId? group) =>
            [.. shown[group].Select(component => View(component, [.. said[component.Id]], [.. drivers[component.Id]], names))];
    }

    private static TreeGroup Group(ComponentGroup? group, List<TreeComponent> components) => new(
        group?.Id,
        group?.Name,
        group?.Collapse ?? CollapseRule.AlwaysOpen,
        components.Where(component => component.Visible).Select(component => component.Status).Worst(),
        group?.Version ?? 0,
        components);

    private static TreeComponent View(
        ServiceComponent component, List<StatusSpan> open, IReadOnlyList<TreeDriver> drivers, IReadOnlyDictionary<Guid, string> names)
    {
        var status = EffectiveStatus.Of(open.Select(span => (span.Source, span.Status)));
        var manual = open.Find(span => span.Source is SpanSource.Manual);
        return new TreeComponent(
            component.Id,
            component.GroupId,
            component.Name,
            component.Description,
            component.Link,
            component.Visible,
            component.Version,
            status,
            EffectiveStatus.Deciding(open, status) is { } deciding ? Reason(deciding, names) : null,
            manual is null ? null : new ManualStatement(manual.Status, manual.From, names.GetValueOrDefault(manual.Cause)),
            drivers);
    }

    private static StatusReason Reason(StatusSpan span, IReadOnlyDictionary<Guid, string> names) => new(
        span.Source,
        span.From,
        names.GetValueOrDefault(span.Cause),
        span.Source is SpanSource.Monitor ? new StatusMonitorId(span.Cause) : null,
        span.Source is SpanSource.Incident ? new IncidentId(span.Cause) : null);

    private static async Task<ILookup<ServiceComponentId, TreeDriver>> DriversAsync(
        StatusPageContext context, PublicPageId page, CancellationToken cancellationToken)
    {
        var rows = await context.Set<MonitorLink>()
            .Where(link => context.Set<ServiceComponent>().Any(component => component.Id == link.ComponentId && component.PageId == page))
            .Join(context.Set<StatusMonitor>(), link => link.MonitorId, monitor => monitor.Id, (link, monitor) => new
            {
                link.ComponentId,
                link.WhenDown,
                link.WhenDegraded,
                monitor.Id,
                monitor.Name,
                State = monitor.Paused ? MonitorState.Paused : monitor.State,
            })
            .ToListAsync(cancellationToken);
        return rows.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Id.Value)
            .ToLookup(row => row.ComponentId, row => new TreeDriver(row.Id, row.Name, row.State, row.WhenDown, row.WhenDegraded));
    }

    // Who is behind the statements: a monitor's name, an incident's title, a person's address.
    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        StatusPageContext context, List<StatusSpan> spans, CancellationToken cancellationToken)
    {
        var causes = spans.ToLookup(span => span.Source, span => span.Cause);
        var monitors = causes[SpanSource.Monitor].Distinct().Select(cause => new StatusMonitorId(cause)).ToList();
        var incidents = causes[SpanSource.Incident].Distinct().Select(cause => new IncidentId(cause)).ToList();
        var people = causes[SpanSource.Manual].Distinct().ToList();
        var names = new Dictionary<Guid, string>();
        foreach (var row in await context.Set<StatusMonitor>().Where(monitor => monitors.Contains(monitor.Id))
            .Select(monitor => new { monitor.Id, monitor.Name }).ToListAsync(cancellationToken))
        {
            names[row.Id.Value] = row.Name;
        }

        foreach (var row in await context.Set<Incident>().Where(incident => incidents.Contains(incident.Id))
            .Select(incident => new { incident.Id, incident.Title }).ToListAsync(cancellationToken))
        {
            names[row.Id.Value] = row.Title;
        }

        foreach (var row in await context.Set<StaffUser>().Where(user => people.Contains(user.Id) && user.Email != null)
            .Select(user => new { user.Id, user.Email }).ToListAsync(cancellationToken))
        {
            names[row.Id] = row.Email ?? "";
        }

        return names;
    }
}
