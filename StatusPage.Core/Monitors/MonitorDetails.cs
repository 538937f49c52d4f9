using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Core.Schedules;

namespace StatusPage.Core.Monitors;

/// <summary>All of one monitor, for staff; nothing secret, nothing of it public.</summary>
/// <param name="State">As it is shown: paused where it is paused.</param>
/// <param name="StateSince">Since when the state has been that.</param>
/// <param name="Checks">One for each location, by name.</param>
/// <param name="Links">Components that are in use, by page and name.</param>
public sealed record MonitorDetails(
    StatusMonitorId Id,
    MonitorKind Kind,
    string Name,
    string Target,
    Schedule Schedule,
    int TimeoutMs,
    Thresholds Thresholds,
    HttpDetails Http,
    IReadOnlyList<string> Tags,
    MonitorState State,
    DateTimeOffset StateSince,
    DateTimeOffset? PausedUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ArchivedAt,
    int Version,
    IReadOnlyList<CheckDetails> Checks,
    IReadOnlyList<LinkDetails> Links);

/// <param name="HeaderNames">Of the headers that are set; their values nobody reads again.</param>
public sealed record HttpDetails(
    string Method, string ExpectedStatus, string? Contains, string? NotContains, bool FollowRedirects, IReadOnlyList<string> HeaderNames, bool HasBody);

/// <summary>One location's view of a monitor.</summary>
/// <param name="NextCheckAt">Null while it rests.</param>
/// <param name="IsRunning">A node holds the check now, by the database's clock.</param>
/// <param name="Latencies">See <see cref="BoardMonitor.Latencies"/>.</param>
public sealed record CheckDetails(
    string Location,
    MonitorState State,
    DateTimeOffset? LastCheckedAt,
    int? LastLatencyMs,
    string? LastReason,
    DateTimeOffset? NextCheckAt,
    bool IsRunning,
    IReadOnlyList<int?> Latencies);

public sealed record LinkDetails(
    ServiceComponentId ComponentId, string Component, PublicPageId PageId, string Page, ComponentStatus WhenDown, ComponentStatus WhenDegraded);
