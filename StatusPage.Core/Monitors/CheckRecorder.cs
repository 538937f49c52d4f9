using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

public interface ICheckRecorder
{
    /// <summary>
    /// Saves the result, judges it and saves what follows from it, all or nothing. False when the lease was lost meanwhile: then nothing was
    /// saved, because another node has the check.
    /// </summary>
    Task<bool> RecordAsync(ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken);
}

internal sealed class CheckRecorder(Database database, TimeProvider time) : ICheckRecorder
{
    public async Task<bool> RecordAsync(
        ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                DataScope.Everything, context => RecordAsync(context, claimed, startedAt, result, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The token changed between reading the row and writing it.
            return false;
        }
    }

    private async Task<bool> RecordAsync(
        StatusPageContext context, ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken)
    {
        var check = await context.Set<ScheduledCheck>().SingleOrDefaultAsync(
            row => row.MonitorId == claimed.MonitorId && row.Location == claimed.Location && row.LeaseToken == claimed.LeaseToken, cancellationToken);
        var monitor = await context.Set<StatusMonitor>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == claimed.MonitorId, cancellationToken);
        if (check is null || monitor is null)
        {
            return false;
        }

        var now = time.GetUtcNow();

        // Nobody expected to hear of a paused one.
        var fellSilentAt = monitor.Paused ? null : Silence.EndOfKnowledge(check.LastCheckedAt, monitor, now);
        if (fellSilentAt is not null)
        {
            check.Forget();
        }

        var latencyMs = result.HasAnswer ? (int?)Math.Max(1, (int)Math.Round(result.Latency.TotalMilliseconds)) : null;
        var verdict = Judge.Next(check.Verdict, result, monitor.Thresholds);
        check.Finish(verdict, now, latencyMs, ReasonText(result), monitor.Paused ? null : monitor.Schedule.NextAfter(claimed.DueAt, now));

        // Before anything else is written: whoever comes second fails here, by the token.
        await context.SaveChangesAsync(cancellationToken);
        context.Add(new CheckResult(
            claimed.OrganizationId, claimed.MonitorId, claimed.Location, claimed.DueAt, startedAt, result.Outcome, result.Reason, result.Detail, latencyMs));
        if (fellSilentAt is { } silentAt)
        {
            await MonitorVerdicts.ApplyAsync(context, monitor, MonitorState.Unknown, silentAt, cancellationToken);
        }

        var state = fellSilentAt is null ? monitor.State : MonitorState.Unknown;
        if (verdict.State != state && !monitor.Paused)
        {
            await MonitorVerdicts.ApplyAsync(context, monitor, verdict.State, now, cancellationToken);
        }

        context.Announce(new Change(ChangeKind.Monitor, claimed.OrganizationId, claimed.MonitorId.Value));
        return true;
    }

    private static string? ReasonText(ProbeResult result) =>
        result.Outcome is CheckOutcome.Success ? null : result.Detail ?? EnumWords<ProbeReason>.ToWord(result.Reason);
}
