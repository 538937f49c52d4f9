using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Reads the list of monitors in three queries, however many there are.</summary>
internal static class MonitorLists
{
    public static async Task<IReadOnlyList<MonitorRow>> ReadAsync(
        StatusPageContext context, bool archived, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = now - IArchivable.Kept;
        var monitors = await (archived
                ? context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).Where(monitor => monitor.ArchivedAt > kept)
                : context.Set<StatusMonitor>())
            .Select(monitor => new
            {
                monitor.Id,
                monitor.Name,
                monitor.Target,
                monitor.Paused,
                monitor.State,
                monitor.StateSince,
                monitor.Schedule,
                monitor.Tags,
                monitor.PausedUntil,
                monitor.ArchivedAt,
            })
            .ToListAsync(cancellationToken);
        var checks = (await context.Set<ScheduledCheck>().Select(check => new { check.MonitorId, check.LastCheckedAt, check.DueAt })
            .ToListAsync(cancellationToken)).ToLookup(check => check.MonitorId);
        var pages = await PagesAsync(context, cancellationToken);
        return
        [
            .. monitors.Select(row => new MonitorRow(
                row.Id,
                row.Name,
                row.Target,
                row.Paused ? MonitorState.Paused : row.State,
                row.StateSince,
                row.Schedule,
                row.Tags,
                [.. pages[row.Id]],
                checks[row.Id].Max(check => check.LastCheckedAt),
                checks[row.Id].Min(check => check.DueAt),
                row.PausedUntil,
                row.ArchivedAt)).OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(row => row.Id.Value),
        ];
    }

    private static async Task<ILookup<StatusMonitorId, FedPage>> PagesAsync(StatusPageContext context, CancellationToken cancellationToken) =>
        (await context.Set<MonitorLink>()
            .Join(context.Set<ServiceComponent>(), link => link.ComponentId, component => component.Id, (link, component) => new { link.MonitorId, component.PageId })
            .Join(context.Set<PublicPage>(), fed => fed.PageId, page => page.Id, (fed, page) => new { fed.MonitorId, page.Id, page.Name })
            .Distinct().OrderBy(fed => fed.Name).ToListAsync(cancellationToken)).ToLookup(fed => fed.MonitorId, fed => new FedPage(fed.Id, fed.Name));
}
