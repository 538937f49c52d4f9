using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>Decides what a result means. Pure, so that recorded results can be judged again by other thresholds.</summary>
public static class Judge
{
    // An answer must be this much faster than the limit to count as fast again; without the gap a latency near it would flap.
    private const double FastShare = 0.8;

    public static Verdict Next(Verdict before, ProbeResult seen, Thresholds thresholds) => seen.Outcome switch
    {
        CheckOutcome.Success => AfterSuccess(before, seen.Latency, thresholds),
        CheckOutcome.Failure => AfterFailure(before, thresholds),

        // Not the target's doing: nothing is known of it now, and the run of results before it proves nothing any more.
        CheckOutcome.NotRun => Verdict.None,
    };

    private static Verdict AfterFailure(Verdict before, Thresholds thresholds)
    {
        var failures = before.Failures + 1;
        var state = failures >= thresholds.FailuresToDown ? MonitorState.Down : before.State;
        return new Verdict(state, failures, Successes: 0, Slow: 0, Fast: 0);
    }

    private static Verdict AfterSuccess(Verdict before, TimeSpan latency, Thresholds thresholds)
    {
        var successes = before.Successes + 1;
        var slow = IsSlow(latency, thresholds) ? before.Slow + 1 : 0;
        var fast = IsFast(latency, thresholds) ? before.Fast + 1 : 0;
        var state = before.State switch
        {
            MonitorState.Down when successes < thresholds.SuccessesToUp => MonitorState.Down,
            MonitorState.Degraded when fast < thresholds.SuccessesToUp => MonitorState.Degraded,
            _ when slow >= thresholds.FailuresToDown => MonitorState.Degraded,
            _ => MonitorState.Up,
        };
        return new Verdict(state, Failures: 0, successes, slow, fast);
    }

    private static bool IsSlow(TimeSpan latency, Thresholds thresholds) =>
        thresholds.DegradedMs is { } limit && latency.TotalMilliseconds >= limit;

    private static bool IsFast(TimeSpan latency, Thresholds thresholds) =>
        thresholds.DegradedMs is not { } limit || latency.TotalMilliseconds < limit * FastShare;
}
