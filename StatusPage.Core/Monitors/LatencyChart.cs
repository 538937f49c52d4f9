using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>Puts results, in the order of their starts, into the buckets of a chart; keeps no more of them than one bucket's.</summary>
internal sealed class LatencyChart
{
    private readonly TimeSpan _length;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _to;
    private readonly List<LatencyBucket> _buckets = [];
    private readonly List<int> _latencies = [];
    private int _count;
    private int _failures;
    private int _notRun;
    private string? _problem;

    public LatencyChart(LatencySpan span, DateTimeOffset now)
    {
        (var whole, _length) = Of(span);
        _to = now;

        // On full minutes or hours, so that a bucket says the same whenever it is asked for.
        _from = Floor(now - whole + _length);
    }

    public DateTimeOffset From => _from;

    /// <param name="problem">Why it did not succeed; null where it did.</param>
    public void Add(DateTimeOffset startedAt, CheckOutcome outcome, int? latencyMs, string? problem = null)
    {
        CloseBefore(Floor(startedAt));
        _count++;
        _failures += outcome is CheckOutcome.Failure ? 1 : 0;
        _notRun += outcome is CheckOutcome.NotRun ? 1 : 0;
        _problem = problem ?? _problem;
        if (latencyMs is { } latency)
        {
            _latencies.Add(latency);
        }
    }

    public LatencySeries Build()
    {
        CloseBefore(Floor(_to) + _length);
        return new LatencySeries(_from, _to, _length, _buckets);
    }

    private static (TimeSpan Whole, TimeSpan Length) Of(LatencySpan span) => span switch
    {
        LatencySpan.Hour => (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        LatencySpan.SixHours => (TimeSpan.FromHours(6), TimeSpan.FromMinutes(5)),
        LatencySpan.Day => (TimeSpan.FromDays(1), TimeSpan.FromMinutes(15)),
        LatencySpan.Week => (TimeSpan.FromDays(7), TimeSpan.FromHours(2)),
        LatencySpan.Month => (TimeSpan.FromDays(30), TimeSpan.FromHours(8)),
        LatencySpan.Quarter => (TimeSpan.FromDays(90), TimeSpan.FromDays(1)),
    };

    private DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % _length.Ticks), TimeSpan.Zero);

    private void CloseBefore(DateTimeOffset start)
    {
        for (var open = _from + (_length * _buckets.Count); open < start; open += _length)
        {
            _latencies.Sort();
            _buckets.Add(new LatencyBucket(open, _count, _failures, Percentile(50), Percentile(95), Percentile(99))
            {
                NotRun = _notRun,
                Problem = _problem,
            });
            _latencies.Clear();
            (_count, _failures, _notRun, _problem) = (0, 0, 0, null);
        }
    }

    // The nearest rank: a latency that was measured, never one between two.
    private int? Percentile(int percent) => _latencies.Count == 0 ? null : _latencies[(((_latencies.Count * percent) + 99) / 100) - 1];
}
