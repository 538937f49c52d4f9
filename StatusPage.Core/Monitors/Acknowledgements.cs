using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Monitors;

internal sealed class Acknowledgements(Acts acts) : IAcknowledgements
{
    public Task AcknowledgeAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            await RequireAsync(act, id, cancellationToken);

            // Beside the version, like the state: it is no change of how the monitor is set up.
            DateTimeOffset? now = act.Now;
            UserId? who = actor.UserId;
            var wrong = await act.Context.Set<StatusMonitor>()
                .Where(row => row.Id == id && !row.Paused && (row.State == MonitorState.Down || row.State == MonitorState.Degraded))
                .ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.AcknowledgedAt, one => one.AcknowledgedAt ?? now).SetProperty(one => one.AcknowledgedBy, one => one.AcknowledgedBy ?? who),
                    cancellationToken);
            if (wrong == 0)
            {
                throw new RuleViolationException("There is nothing to acknowledge: the monitor is well again.");
            }

            Tell(act, "monitor.acknowledged", id);
        },
        cancellationToken);

    public Task WithdrawAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            await RequireAsync(act, id, cancellationToken);
            var withdrawn = await act.Context.Set<StatusMonitor>().Where(row => row.Id == id && row.AcknowledgedAt != null).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.AcknowledgedAt, (DateTimeOffset?)null).SetProperty(one => one.AcknowledgedBy, (UserId?)null), cancellationToken);
            if (withdrawn > 0)
            {
                Tell(act, "monitor.acknowledgement_withdrawn", id);
            }
        },
        cancellationToken);

    private static async Task RequireAsync(Act act, StatusMonitorId id, CancellationToken cancellationToken)
    {
        if (!await act.Context.Set<StatusMonitor>().AnyAsync(row => row.Id == id, cancellationToken))
        {
            throw new NotFoundException("The monitor");
        }
    }

    private static void Tell(Act act, string name, StatusMonitorId id)
    {
        act.WriteDown(name, id.Value, before: null, after: null);
        act.Announce(ChangeKind.Monitor, id.Value);
    }
}
