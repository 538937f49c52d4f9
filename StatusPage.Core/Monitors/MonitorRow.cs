using StatusPage.Core.Pages;
using StatusPage.Core.Schedules;

namespace StatusPage.Core.Monitors;

/// <summary>One monitor in the list of all.</summary>
/// <param name="Pages">On which a component stands that it feeds, by name.</param>
/// <param name="LastCheckedAt">From any location.</param>
/// <param name="NextCheckAt">The next one from any location; null while it rests.</param>
public sealed record MonitorRow(
    StatusMonitorId Id,
    string Name,
    string Target,
    MonitorState State,
    DateTimeOffset StateSince,
    Schedule Schedule,
    IReadOnlyList<string> Tags,
    IReadOnlyList<FedPage> Pages,
    DateTimeOffset? LastCheckedAt,
    DateTimeOffset? NextCheckAt,
    DateTimeOffset? PausedUntil,
    DateTimeOffset? ArchivedAt);

public sealed record FedPage(PublicPageId Id, string Name);
