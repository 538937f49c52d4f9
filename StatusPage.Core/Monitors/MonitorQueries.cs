using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorQueries(Database database, TimeProvider time) : IMonitorQueries
{
    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => BoardAsync(context, cancellationToken), cancellationToken);

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        context => context.Set<ScheduledCheck>().OrderByDescending(check => check.LastCheckedAt).Where(check => check.LastCheckedAt != null)
            .Select(check => check.LastCheckedAt).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<MonitorRow>> ListAsync(OrganizationId organization, bool archived, CancellationToken cancellationToken) =>
        database.ReadAsync(
            DataScope.Of(organization), context => MonitorLists.ReadAsync(context, archived, time.GetUtcNow(), cancellationToken), cancellationToken);

    public Task<MonitorDetails?> FindAsync(OrganizationId organization, StatusMonitorId id, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context => await MonitorDetailsReader.ReadAsync(context, id, await database.Dialect.NowAsync(context, cancellationToken), cancellationToken),
        cancellationToken);

    private static async Task<IReadOnlyList<BoardMonitor>> BoardAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var monitors = await context.Set<StatusMonitor>().ToListAsync(cancellationToken);
        var checks = (await context.Set<ScheduledCheck>().ToListAsync(cancellationToken)).ToLookup(check => check.MonitorId);
        return
        [
            .. monitors.Select(monitor => View(monitor, checks[monitor.Id].MaxBy(check => check.LastCheckedAt)))
                .OrderBy(monitor => Urgency(monitor.State)).ThenBy(monitor => Urgency(monitor.State) < 3 ? monitor.StateSince : default)
                .ThenBy(monitor => monitor.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    private static BoardMonitor View(StatusMonitor monitor, ScheduledCheck? check) => new(
        monitor.Id,
        monitor.Name,
        monitor.Target,
        monitor.Paused ? MonitorState.Paused : monitor.State,
        monitor.StateSince,
        check?.LastCheckedAt,
        check?.DueAt,
        check?.LastLatencyMs,
        check?.LastReason,
        RecentLatencies.Parse(check?.RecentLatencies ?? ""));

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
