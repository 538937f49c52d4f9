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
}
