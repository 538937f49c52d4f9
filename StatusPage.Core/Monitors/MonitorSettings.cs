using StatusPage.Core.Components;
using StatusPage.Core.Schedules;

namespace StatusPage.Core.Monitors;

/// <summary>All that people decide about a monitor, as they want it to be from now on.</summary>
/// <param name="TimeoutMs">100 to 60,000.</param>
/// <param name="Locations">At least one, by name.</param>
/// <param name="Links">The components that it feeds; each once. Links to archived components are left as they are.</param>
public sealed record MonitorSettings(
    string Name,
    string Target,
    Schedule Schedule,
    int TimeoutMs,
    Thresholds Thresholds,
    TypedHttp Http,
    IReadOnlyList<string> Locations,
    IReadOnlyList<TypedLink> Links,
    IReadOnlyList<string> Tags);

/// <param name="Headers">All that are sent, in this order. A kept one is the one of that name which is set now.</param>
public sealed record TypedHttp(
    string Method,
    string ExpectedStatus,
    string? Contains,
    string? NotContains,
    bool FollowRedirects,
    IReadOnlyList<TypedHeader> Headers,
    TypedSecret Body);

public sealed record TypedHeader(string Name, TypedSecret Value);

/// <param name="WhenDown">What the component is said to be while the monitor is down.</param>
public sealed record TypedLink(
    ServiceComponentId ComponentId,
    ComponentStatus WhenDown = ComponentStatus.MajorOutage,
    ComponentStatus WhenDegraded = ComponentStatus.DegradedPerformance);
