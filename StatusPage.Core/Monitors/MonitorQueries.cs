using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorQueries(Database database) : IMonitorQueries
{
    private const int Sparkline = 30;

    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => BoardAsync(context, cancellationToken), cancellationToken);

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        context => context.Set<ScheduledCheck>().OrderByDescending(check => check.LastCheckedAt).Where(check => check.LastCheckedAt != null)
            .Select(check => check.LastCheckedAt).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    private static async Task<IReadOnlyList<BoardMonitor>> BoardAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Set<StatusMonitor>()
            .Select(monitor => new
            {
                Monitor = monitor,
                Check = context.Set<ScheduledCheck>().Where(check => check.MonitorId == monitor.Id)
                    .OrderByDescending(check => check.LastCheckedAt).FirstOrDefault(),
                Latencies = context.Set<CheckResult>().Where(result => result.MonitorId == monitor.Id)
                    .OrderByDescending(result => result.StartedAt).Take(Sparkline).Select(result => result.LatencyMs).ToList(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => View(row.Monitor, row.Check, row.Latencies))
                .OrderBy(monitor => Urgency(monitor.State)).ThenBy(monitor => Urgency(monitor.State) < 3 ? monitor.StateSince : default)
                .ThenBy(monitor => monitor.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    private static BoardMonitor View(StatusMonitor monitor, ScheduledCheck? check, List<int?> latencies)
    {
        latencies.Reverse();
        return new BoardMonitor(
            monitor.Id,
            monitor.Name,
            monitor.Target,
            monitor.Paused ? MonitorState.Paused : monitor.State,
            monitor.StateSince,
            check?.LastCheckedAt,
            check?.DueAt,
            check?.LastLatencyMs,
            check?.LastReason,
            latencies);
    }

    private static int Urgency(MonitorState state) => state switch
    {
        MonitorState.Down => 0,
        MonitorState.Degraded => 1,
        MonitorState.Unknown => 2,
        MonitorState.Maintenance => 3,
        MonitorState.Up => 4,
        MonitorState.Paused => 5,
    };
}
