using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>A stretch of a chart's time in which checks went the same way for the same reason.</summary>
/// <param name="First">The index of its first bucket.</param>
/// <param name="Problem">What was said last; null where nothing failed.</param>
internal sealed record StripRun(StripState State, DateTimeOffset From, DateTimeOffset To, int First, int Buckets, int Count, int Failures, string? Problem)
{
    public const int Highest = 14;

    /// <summary>Of its colour.</summary>
    public string Key => State switch
    {
        StripState.Failed => "mo",
        StripState.Passed => "ok",
        StripState.NotRun or StripState.Unchecked => "un",
    };

    /// <summary>Beside the colour, which not everybody sees.</summary>
    public int Height => State switch
    {
        StripState.Failed => Highest,
        StripState.Passed => 6,
        StripState.NotRun => 3,
        StripState.Unchecked => 0,
    };

    /// <summary>What happened, without when.</summary>
    public string Words => State switch
    {
        StripState.Unchecked => "nothing was checked",
        StripState.NotRun => $"checks could not be carried out{Reason}",
        StripState.Passed => Count == 1 ? "the check passed" : FormattableString.Invariant($"all {Count} checks passed"),
        StripState.Failed => $"{(Count == 1 ? "the check" : FormattableString.Invariant($"{Failures} of {Count} checks"))} failed{Reason}",
    };

    private string? Reason => Problem is null ? null : $": {Problem}";

    public static IReadOnlyList<StripRun> Of(LatencySeries series)
    {
        var runs = new List<StripRun>();
        for (var index = 0; index < series.Buckets.Count; index++)
        {
            var bucket = series.Buckets[index];
            var (state, end) = (StateOf(bucket), index + 1 == series.Buckets.Count ? series.To : bucket.From + series.Length);
            var problem = state is StripState.Passed or StripState.Unchecked ? null : bucket.Problem;
            if (runs.Count > 0 && runs[^1] is var last && last.State == state && last.Problem == problem)
            {
                runs[^1] = last with { To = end, Buckets = last.Buckets + 1, Count = last.Count + bucket.Count, Failures = last.Failures + bucket.Failures };
            }
            else
            {
                runs.Add(new StripRun(state, bucket.From, end, index, 1, bucket.Count, bucket.Failures, problem));
            }
        }

        return runs;
    }

    private static StripState StateOf(LatencyBucket bucket) => bucket switch
    {
        { Failures: > 0 } => StripState.Failed,
        { Count: 0 } => StripState.Unchecked,
        _ when bucket.NotRun == bucket.Count => StripState.NotRun,
        _ => StripState.Passed,
    };
}

internal enum StripState
{
    Unchecked,
    NotRun,
    Passed,
    Failed,
}
