using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

/// <summary>Acts on several monitors at once, most of which make them rest or go on; and taking such an act back.</summary>
internal sealed class MonitorRests(Acts acts, Database database)
{
    /// <summary>Of a list that somebody has ticked off; more at once would hold locks for too long.</summary>
    private const int Most = 1000;

    /// <param name="isAway">What they have to be for the act: archived or in use; null for either.</param>
    /// <param name="concerns">Those that already are as they shall be are left out.</param>
    public Task<MonitorsUndo> RunAsync(
        Actor actor,
        IReadOnlyCollection<StatusMonitorId> ids,
        string name,
        bool? isAway,
        Predicate<StatusMonitor> concerns,
        Action<StatusMonitor> change,
        CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            if (ids.Count > Most)
            {
                throw new RuleViolationException($"That many monitors cannot be changed at once; {Most} can.");
            }

            var set = await MonitorSet.TakeAsync(act, ids, cancellationToken);
            if (set.Monitors.Any(monitor => isAway is { } away && away != monitor.ArchivedAt is not null))
            {
                throw new NotFoundException("The monitor");
            }

            var before = set.Monitors.Where(monitor => concerns(monitor)).Select(monitor => (Monitor: monitor, Was: set.Before(monitor))).ToList();
            var now = await database.Dialect.NowAsync(act.Context, cancellationToken);
            foreach (var (monitor, was) in before)
            {
                change(monitor);
                Follow(set, monitor, was, now);
            }

            await set.FinishAsync(name, before.ConvertAll(one => one.Monitor), [], cancellationToken);
            return new MonitorsUndo(before.ConvertAll(one => one.Was with { Version = one.Monitor.Version }));
        },
        cancellationToken);

    public Task UndoAsync(Actor actor, MonitorsUndo undo, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var set = await MonitorSet.TakeAsync(act, [.. undo.Monitors.Select(before => before.Id)], cancellationToken);
            var before = undo.Monitors.ToDictionary(one => one.Id);
            if (set.Monitors.Any(monitor => monitor.Version != before[monitor.Id].Version))
            {
                throw new StaleVersionException();
            }

            foreach (var monitor in set.Monitors)
            {
                Return(set, monitor, before[monitor.Id]);
            }

            await set.FinishAsync("monitor.act_undone", set.Monitors, [], cancellationToken);
        },
        cancellationToken);

    // A person has asked for it and looks: at once, whatever the schedule says.
    private static void Follow(MonitorSet set, StatusMonitor monitor, MonitorBefore was, DateTimeOffset now)
    {
        foreach (var check in set.ChecksOf(monitor))
        {
            if (monitor.IsAtRest)
            {
                check.Stop();
            }
            else if (was.IsAtRest)
            {
                check.MakeDue(now);
            }
        }
    }

    // What went on being checked meanwhile has newer verdicts than those before the act.
    private static void Return(MonitorSet set, StatusMonitor monitor, MonitorBefore before)
    {
        var rested = monitor.IsAtRest || before.IsAtRest;
        monitor.Return(before);
        if (rested)
        {
            var checks = before.Checks.ToDictionary(check => check.Location, StringComparer.Ordinal);
            foreach (var check in set.ChecksOf(monitor).Where(check => checks.ContainsKey(check.Location)))
            {
                check.Return(checks[check.Location]);
            }
        }
    }
}
