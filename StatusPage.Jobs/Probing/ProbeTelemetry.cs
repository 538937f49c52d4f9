using System.Diagnostics;
using System.Diagnostics.Metrics;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>What the checks tell of themselves. No tag names a tenant.</summary>
internal static class ProbeTelemetry
{
    public const string Name = "StatusPage";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Claimed = Meter.CreateCounter<long>("statuspage.checks.claimed", "{check}");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("statuspage.checks.finished", "{check}");
    private static readonly Counter<long> Unrecorded = Meter.CreateCounter<long>("statuspage.checks.unrecorded", "{check}");
    private static readonly Counter<long> Sweeps = Meter.CreateCounter<long>("statuspage.checks.sweeps", "{sweep}");
    private static readonly Counter<long> LeasesRenewed = Meter.CreateCounter<long>("statuspage.leases.renewed", "{lease}");
    private static readonly Counter<long> LeasesLost = Meter.CreateCounter<long>("statuspage.leases.lost", "{lease}");
    private static readonly Histogram<double> RenewalGap = Meter.CreateHistogram<double>("statuspage.leases.renewal_gap", "s");
    private static readonly Counter<long> JobFailures = Meter.CreateCounter<long>("statuspage.jobs.failed", "{run}");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("statuspage.checks.lateness", "s");

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
