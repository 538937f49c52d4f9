using System.Diagnostics.Metrics;
using StatusPage.Jobs.Probing;

namespace StatusPage.Jobs.Scheduling;

/// <summary>What the scheduler's housekeeping tells.</summary>
internal static class SchedulerTelemetry
{
    private static readonly Meter Meter = new(ProbeTelemetry.Name);
    private static readonly Gauge<long> Stuck = Meter.CreateGauge<long>("statuspage.scheduler.stuck_triggers", "{trigger}", "Triggers that nobody runs and nobody gives back.");
    private static readonly Counter<long> Freed = Meter.CreateCounter<long>("statuspage.scheduler.freed_triggers", "{trigger}", "Stuck triggers that were freed.");
    private static readonly Gauge<long> Unserved = Meter.CreateGauge<long>("statuspage.locations.unserved_checks", "{check}", "Checks at locations from which no node is heard.");
    private static readonly Gauge<int> LiveNodes = Meter.CreateGauge<int>("statuspage.locations.live_nodes", "{node}", "Nodes that are heard of at a location.");

    public static void SetLiveNodes(string location, int count) => LiveNodes.Record(count, new KeyValuePair<string, object?>("location", location));

    public static void SetStuck(int count) => Stuck.Record(count);

    /// <param name="state">The one in which the trigger had been left.</param>
    public static void CountFreed(string state) => Freed.Add(1, new KeyValuePair<string, object?>("state", state));

    /// <summary>Checks at locations from which no node has been heard.</summary>
    public static void SetUnserved(int checks) => Unserved.Record(checks);
}
