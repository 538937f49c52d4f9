using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>Writes results, what they add up to and what follows from that, in the caller's transaction.</summary>
/// <param name="now">This node's time, the same for all of them.</param>
internal sealed class CheckRecording(StatusPageContext context, IDatabaseDialect dialect, DateTimeOffset now)
{
    private readonly List<(StatusMonitor Monitor, MonitorState State, DateTimeOffset At)> _news = [];

    /// <summary>Records those whose lease still holds, and says which. A monitor may be among them once.</summary>
    /// <param name="waits">Whether to wait for a row that somebody else has locked; else it is left out like one whose lease was lost.</param>
    public async Task<IReadOnlySet<FinishedCheck>> RecordAsync(IReadOnlyCollection<FinishedCheck> finished, bool waits, CancellationToken cancellationToken)
    {
        // Everybody locks in the same order, first checks, then monitors, then pages, each by their ids: so nobody waits in a circle.
        var rows = (await dialect.LockChecksAsync(context, [.. finished.Select(one => one.Claimed)], waits, cancellationToken))
            .ToDictionary(row => row.MonitorId);
        var ids = rows.Keys.ToList();
        var monitors = await context.Set<StatusMonitor>().AsNoTracking().Where(monitor => ids.Contains(monitor.Id))
            .ToDictionaryAsync(monitor => monitor.Id, cancellationToken);
        var held = finished.Where(one => rows.ContainsKey(one.Claimed.MonitorId) && monitors.ContainsKey(one.Claimed.MonitorId))
            .OrderBy(one => one.Claimed.MonitorId.Value).ToList();
        var results = held.ConvertAll(one => Finish(rows[one.Claimed.MonitorId], monitors[one.Claimed.MonitorId], one));

        // Before anything else: whoever comes second fails here, by the token.
        await dialect.FinishChecksAsync(context, held.ConvertAll(one => rows[one.Claimed.MonitorId]), cancellationToken);
        await dialect.AppendResultsAsync(context, results, cancellationToken);
        await TellAsync(cancellationToken);
        held.ForEach(one => context.Announce(new Change(ChangeKind.Monitor, one.Claimed.OrganizationId, one.Claimed.MonitorId.Value)));
        return held.ToHashSet();
    }

    private CheckResult Finish(ScheduledCheck check, StatusMonitor monitor, FinishedCheck finished)
    {
        var (claimed, result) = (finished.Claimed, finished.Result);

        // Nobody expected to hear of a paused one.
        var fellSilentAt = monitor.Paused ? null : Silence.EndOfKnowledge(check.LastCheckedAt, monitor, now);
        if (fellSilentAt is { } silentAt)
        {
            check.Forget();
            _news.Add((monitor, MonitorState.Unknown, silentAt));
        }

        var latencyMs = result.HasAnswer ? (int?)Math.Max(1, (int)Math.Round(result.Latency.TotalMilliseconds)) : null;
        var verdict = Judge.Next(check.Verdict, result, monitor.Thresholds);
        check.Finish(verdict, now, latencyMs, ReasonText(result), monitor.Paused ? null : monitor.Schedule.NextAfter(claimed.DueAt, now));
        var state = fellSilentAt is null ? monitor.State : MonitorState.Unknown;
        if (verdict.State != state && !monitor.Paused)
        {
            _news.Add((monitor, verdict.State, now));
        }

        return new CheckResult(
            claimed.OrganizationId, claimed.MonitorId, claimed.Location, claimed.DueAt, finished.StartedAt, result.Outcome, result.Reason, result.Detail, latencyMs)
            .Spent(result.Phases);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var touched = new HashSet<ServiceComponentId>();
        foreach (var (monitor, state, at) in _news)
        {
            touched.UnionWith(await MonitorVerdicts.ApplyAsync(context, monitor, state, at, cancellationToken));
        }

        await PageChanges.RaiseForAsync(context, touched, cancellationToken);
    }

    private static string? ReasonText(ProbeResult result) =>
        result.Outcome is CheckOutcome.Success ? null : result.Detail ?? EnumWords<ProbeReason>.ToWord(result.Reason);
}
