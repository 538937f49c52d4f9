using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Monitors;

/// <summary>Monitors that an act is about, with their checks, which nobody finishes or takes until the act's transaction ends.</summary>
internal sealed class MonitorSet
{
    private readonly Act _act;
    private readonly IReadOnlyDictionary<StatusMonitorId, string> _before;
    private readonly ILookup<StatusMonitorId, ScheduledCheck> _checks;

    private MonitorSet(
        Act act, IReadOnlyList<StatusMonitor> monitors, ILookup<StatusMonitorId, ScheduledCheck> checks, IReadOnlyDictionary<StatusMonitorId, string> before)
    {
        (_act, Monitors, _checks, _before) = (act, monitors, checks, before);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<StatusMonitor> Monitors { get; }

    /// <summary>From here on what runs now is not counted any more. Archived ones are found, too.</summary>
    /// <exception cref="NotFoundException">The organisation lacks one of them.</exception>
    public static async Task<MonitorSet> TakeAsync(Act act, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken)
    {
        // Checks before monitors, as those who record results lock them.
        await act.Context.Set<ScheduledCheck>().Where(check => ids.Contains(check.MonitorId)).ExecuteUpdateAsync(
            check => check.SetProperty(one => one.LeaseToken, one => one.LeaseToken + 1).SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null),
            cancellationToken);
        var checks = await act.Context.Set<ScheduledCheck>().Where(check => ids.Contains(check.MonitorId)).ToListAsync(cancellationToken);
        var monitors = await act.Context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).Where(monitor => ids.Contains(monitor.Id))
            .OrderBy(monitor => monitor.Id).ToListAsync(cancellationToken);
        return monitors.Count == ids.Distinct().Count()
            ? new MonitorSet(act, monitors, checks.ToLookup(check => check.MonitorId), await MonitorFacts.JsonAsync(act.Context, monitors, cancellationToken))
            : throw new NotFoundException("The monitor");
    }

    public IEnumerable<ScheduledCheck> ChecksOf(StatusMonitor monitor) => _checks[monitor.Id];

    public MonitorBefore Before(StatusMonitor monitor) => MonitorBefore.Of(monitor, ChecksOf(monitor));

    /// <summary>Saves them and what follows from it: what they say of their components, pages, the audit and the hint at it.</summary>
    /// <param name="name">Of the act.</param>
    /// <param name="alsoTouched">Components that a monitor does not feed any more.</param>
    public async Task FinishAsync(
        string name, IReadOnlyCollection<StatusMonitor> changed, IReadOnlyCollection<ServiceComponentId> alsoTouched, CancellationToken cancellationToken)
    {
        await _act.Context.SaveChangesAsync(cancellationToken);
        var touched = alsoTouched.ToHashSet();
        foreach (var monitor in changed)
        {
            touched.UnionWith(await MonitorVerdicts.SayAsync(_act.Context, monitor, _act.Now, cancellationToken));
        }

        await PageChanges.RaiseForAsync(_act.Context, touched, cancellationToken);
        var after = await MonitorFacts.JsonAsync(_act.Context, changed, cancellationToken);
        foreach (var monitor in changed)
        {
            _act.WriteDown(name, monitor.Id.Value, _before[monitor.Id], after[monitor.Id]);
            _act.Announce(ChangeKind.Monitor, monitor.Id.Value);
            _act.Announce(ChangeKind.Settings, monitor.Id.Value);
        }
    }
}
