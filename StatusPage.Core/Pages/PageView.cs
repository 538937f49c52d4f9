using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Core.Pages;

/// <summary>
/// Everything a public page shows, and nothing else: no entity, address, header or author comes this far. It is stored beside the rendered
/// snapshot, so that a node without a database can word the same page again. Instants are UTC; ids are 32 hex digits.
/// </summary>
/// <param name="TimeZone">IANA name; days begin at midnight in it.</param>
/// <param name="Version">Grows with every change of what the page says.</param>
/// <param name="ValidUntil">When the words change without an event, at most five minutes after <paramref name="RenderedAt"/>.</param>
/// <param name="Open">Incidents that are not resolved, latest started first.</param>
/// <param name="Recent">The last seven days in the page's zone, today first; a day without incidents is there too.</param>
public sealed record PageView(
    string Id,
    string Slug,
    string Name,
    string TimeZone,
    string Language,
    long Version,
    DateTimeOffset RenderedAt,
    DateTimeOffset ValidUntil,
    BannerView Banner,
    IReadOnlyList<PageIncidentView> Open,
    IReadOnlyList<GroupView> Groups,
    IReadOnlyList<RecentDayView> Recent)
{
    /// <summary>
    /// Slugs that lead to the page from before. Here, so that every node that serves the page knows them, also without a database. A view from
    /// an older release has none.
    /// </summary>
    public IReadOnlyList<string> FormerSlugs { get; init; } = [];

    /// <summary>Whether search engines are asked to stay away.</summary>
    public bool IsUnlisted { get; init; }
}

/// <summary>The one sentence that answers "is it them or me?".</summary>
/// <param name="Since">Since when the status has been this; null while nothing is known.</param>
/// <param name="Detail">A second sentence without any time in it; may be empty.</param>
public sealed record BannerView(ComponentStatus Status, string Headline, string Detail, DateTimeOffset? Since);

/// <param name="Updates">Newest first, at least one.</param>
/// <param name="ResolvedAt">Null while open.</param>
/// <param name="NextUpdateAt">The promised time of the next update, or null.</param>
public sealed record PageIncidentView(
    string Id,
    string Title,
    Impact Impact,
    IncidentStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? NextUpdateAt,
    IReadOnlyList<AffectedView> Affected,
    IReadOnlyList<PageUpdateView> Updates);

public sealed record AffectedView(string ComponentId, string Name, ComponentStatus Status);

/// <param name="Body">Markdown as it was written; whoever shows it renders and sanitises it.</param>
public sealed record PageUpdateView(IncidentStatus Status, string Body, DateTimeOffset At);

public enum CollapseRule
{
    AlwaysOpen,
    OpenOnProblem,
    Closed,
}

/// <param name="Name">Null for the components that stand in no group; they come first.</param>
public sealed record GroupView(string? Id, string? Name, CollapseRule Collapse, ComponentStatus Status, IReadOnlyList<ComponentView> Components);

/// <param name="Days">90 days in the page's zone, oldest first, today last.</param>
/// <param name="Uptime">0 to 1 over those days; null when nothing is known of any of them.</param>
/// <param name="KnownShare">0 to 1: how much of the time since the component exists is known.</param>
public sealed record ComponentView(
    string Id,
    string Name,
    string? Description,
    string? Link,
    ComponentStatus Status,
    DateTimeOffset? Since,
    double? Uptime,
    double KnownShare,
    IReadOnlyList<DayView> Days);

/// <summary>One day of one component; seconds of each status. What is missing to the length of the day is unknown.</summary>
/// <param name="Uptime">0 to 1; null when nothing is known of the day.</param>
public sealed record DayView(
    DateOnly Date,
    int Operational,
    int Degraded,
    int Partial,
    int Major,
    int Maintenance,
    int Unknown,
    double? Uptime,
    IReadOnlyList<DayIncidentView> Incidents)
{
    /// <summary>What the bar shows: the worst that happened, unknown when nothing is known.</summary>
    public ComponentStatus Worst => this switch
    {
        { Major: > 0 } => ComponentStatus.MajorOutage,
        { Partial: > 0 } => ComponentStatus.PartialOutage,
        { Degraded: > 0 } => ComponentStatus.DegradedPerformance,
        { Maintenance: > 0 } => ComponentStatus.UnderMaintenance,
        { Operational: > 0 } => ComponentStatus.Operational,
        _ => ComponentStatus.Unknown,
    };

    /// <summary>Seconds from midnight to midnight, or to now for today: 82,800 to 90,000 with a change of clocks.</summary>
    public int Length => Operational + Degraded + Partial + Major + Maintenance + Unknown;
}

public sealed record DayIncidentView(string Id, string Title);

public sealed record RecentDayView(DateOnly Date, IReadOnlyList<PageIncidentView> Incidents);
