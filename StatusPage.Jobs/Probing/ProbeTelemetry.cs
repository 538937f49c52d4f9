using System.Diagnostics;
using System.Diagnostics.Metrics;
using StatusPage.Core;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>What the checks tell of themselves. No tag names a tenant.</summary>
internal static class ProbeTelemetry
{
    public const string Name = Telemetry.MeterName;

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300] };

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Claimed = Meter.CreateCounter<long>("statuspage.checks.claimed", "{check}", "Due checks that this node took.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("statuspage.checks.finished", "{check}", "Checks that were carried out.");
    private static readonly Counter<long> Unrecorded = Meter.CreateCounter<long>("statuspage.checks.unrecorded", "{check}", "Results that could not be saved.");
    private static readonly Counter<long> Sweeps = Meter.CreateCounter<long>("statuspage.checks.sweeps", "{sweep}", "Times that this node looked for due checks.");
    private static readonly Counter<long> LeasesRenewed = Meter.CreateCounter<long>("statuspage.leases.renewed", "{lease}", "Leases of running checks that were renewed.");
    private static readonly Counter<long> LeasesLost = Meter.CreateCounter<long>("statuspage.leases.lost", "{lease}", "Leases that passed to another node while the check ran.");
    private static readonly Histogram<double> RenewalGap = Meter.CreateHistogram<double>(
        "statuspage.leases.renewal_gap", "s", "How long after one renewal the next one came.", tags: null, Buckets);
    private static readonly Counter<long> JobFailures = Meter.CreateCounter<long>("statuspage.jobs.failed", "{run}", "Runs of jobs that failed.");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>(
        "statuspage.checks.lateness", "s", "How long after they were due checks began.", tags: null, Buckets);

    public static ActivitySource Source { get; } = new(Name);

    public static void CountSweep(SweepReason reason) => Sweeps.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    /// <summary>A lease was renewed, this long after it had been taken or last renewed.</summary>
    public static void MeasureRenewal(TimeSpan gap)
    {
        LeasesRenewed.Add(1);
        RenewalGap.Record(gap.TotalSeconds);
    }

    public static void CountLeaseLost() => LeasesLost.Add(1);

    public static void CountClaimed(int count) => Claimed.Add(count);

    /// <summary>How long after it was due a check began. The two clocks are the database's and this node's.</summary>
    public static void MeasureLateness(TimeSpan late) => Lateness.Record(Math.Max(0, late.TotalSeconds));

    public static void CountFinished(ProbeResult result) => Finished.Add(
        1, new KeyValuePair<string, object?>("outcome", result.Outcome.ToString()), new KeyValuePair<string, object?>("reason", result.Reason.ToString()));

    public static void CountUnrecorded() => Unrecorded.Add(1);

    public static void CountJobFailure(string job) => JobFailures.Add(1, new KeyValuePair<string, object?>("job", job));
}
