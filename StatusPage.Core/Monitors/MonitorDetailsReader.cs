using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Reads all of one monitor.</summary>
internal static class MonitorDetailsReader
{
    /// <param name="now">The database's.</param>
    public static async Task<MonitorDetails?> ReadAsync(
        StatusPageContext context, StatusMonitorId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var monitor = await context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter])
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (monitor is null)
        {
            return null;
        }

        var checks = await context.Set<ScheduledCheck>().Where(check => check.MonitorId == id).OrderBy(check => check.Location).ToListAsync(cancellationToken);
        return new MonitorDetails(
            monitor.Id,
            monitor.Kind,
            monitor.Name,
            monitor.Target,
            monitor.Schedule,
            monitor.TimeoutMs,
            monitor.Thresholds,
            View(monitor.Http),
            monitor.Tags,
            monitor.Paused ? MonitorState.Paused : monitor.State,
            monitor.StateSince,
            monitor.PausedUntil,
            monitor.CreatedAt,
            monitor.ArchivedAt,
            monitor.Version,
            checks.ConvertAll(check => View(check, now)),
            await LinksAsync(context, id, cancellationToken));
    }

    private static HttpDetails View(HttpSettings http) => new(
        http.Method,
        http.ExpectedStatus,
        http.Contains,
        http.NotContains,
        http.FollowRedirects,
        [.. (http.Headers ?? []).Select(header => header.Name)],
        http.Body is not null);

    private static CheckDetails View(ScheduledCheck check, DateTimeOffset now) => new(
        check.Location,
        check.State,
        check.LastCheckedAt,
        check.LastLatencyMs,
        check.LastReason,
        check.DueAt,
        check.LeaseUntil > now,
        RecentLatencies.Parse(check.RecentLatencies));

    private static async Task<IReadOnlyList<LinkDetails>> LinksAsync(StatusPageContext context, StatusMonitorId id, CancellationToken cancellationToken)
    {
        var rows = await context.Set<MonitorLink>().Where(link => link.MonitorId == id)
            .Join(context.Set<ServiceComponent>(), link => link.ComponentId, component => component.Id, (link, component) => new { link, component })
            .Join(context.Set<PublicPage>(), row => row.component.PageId, page => page.Id, (row, page) => new { row.link, row.component, page })
            .OrderBy(row => row.page.Name).ThenBy(row => row.component.Name)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new LinkDetails(
            row.component.Id, row.component.Name, row.page.Id, row.page.Name, row.link.WhenDown, row.link.WhenDegraded));
    }
}
