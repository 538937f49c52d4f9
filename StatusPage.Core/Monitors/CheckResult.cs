using StatusPage.Core.Organizations;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

/// <summary>One finished check. Its key has the time at which it was due, so that one due time has one result, whoever ran it.</summary>
/// <param name="latencyMs">Null when no answer came.</param>
public sealed class CheckResult(
    OrganizationId organizationId,
    StatusMonitorId monitorId,
    string location,
    DateTimeOffset dueAt,
    DateTimeOffset startedAt,
    CheckOutcome outcome,
    ProbeReason reason,
    string? detail,
    int? latencyMs) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public StatusMonitorId MonitorId { get; private set; } = monitorId;

    public string Location { get; private set; } = location;

    public DateTimeOffset DueAt { get; private set; } = dueAt;

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    public CheckOutcome Outcome { get; private set; } = outcome;

    public ProbeReason Reason { get; private set; } = reason;

    public string? Detail { get; private set; } = detail;

    public int? LatencyMs { get; private set; } = latencyMs;

    /// <summary>In whole milliseconds, as the others; null where the probe does not tell where its time went.</summary>
    public int? LookUpMs { get; private set; }

    public int? ConnectMs { get; private set; }

    public int? SecureMs { get; private set; }

    public int? WaitMs { get; private set; }

    public int? ReadMs { get; private set; }

    public CheckResult Spent(ProbePhases? phases)
    {
        (LookUpMs, ConnectMs, SecureMs, WaitMs, ReadMs) = (Ms(phases?.LookUp), Ms(phases?.Connect), Ms(phases?.Secure), Ms(phases?.Wait), Ms(phases?.Read));
        return this;
    }

    /// <summary>Where the time went, to the millisecond; null where that is not known.</summary>
    public ProbePhases? WhereItWent() => WaitMs is null ? null : new ProbePhases(Of(LookUpMs), Of(ConnectMs), Of(SecureMs), Of(WaitMs), Of(ReadMs));

    private static int? Ms(TimeSpan? spent) => spent is { } known ? (int)Math.Round(known.TotalMilliseconds) : null;

    private static TimeSpan Of(int? ms) => TimeSpan.FromMilliseconds(ms ?? 0);
}
