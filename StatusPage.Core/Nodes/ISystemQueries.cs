using StatusPage.Core.Accounts;
using StatusPage.Core.Locations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Nodes;

/// <param name="Program"><c>statuspage-web</c> or <c>statuspage-jobs</c>.</param>
/// <param name="Redis"><c>up</c> or <c>down</c> as the node sees it; null where it uses none.</param>
public sealed record NodeView(string Name, string Program, string Version, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, bool IsLive, string? Redis);

/// <param name="Oldest">How long the oldest that is not parked has waited; null when none does.</param>
public sealed record WaitingEffects(string Kind, int Waiting, int Parked, TimeSpan? Oldest);

/// <param name="Lateness">By how much the check that is latest is overdue; zero when none is.</param>
/// <param name="PagesBehind">Whose stored picture is older than what it has to show.</param>
/// <param name="OldestSnapshot">Of the pages that have one; null when none does.</param>
/// <param name="MailIsOn">Whether an SMTP server is configured.</param>
public sealed record SystemView(
    DateTimeOffset At,
    DatabaseKind Database,
    string DatabaseVersion,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<LocationView> Locations,
    IReadOnlyList<UnservedLocation> Unserved,
    TimeSpan Lateness,
    int Checks,
    IReadOnlyList<WaitingEffects> Outbox,
    int Pages,
    int PagesBehind,
    TimeSpan? OldestSnapshot,
    bool MailIsOn);

public interface ISystemQueries
{
    /// <summary>The state of the whole installation, without anything that belongs to an organisation. Needs an admin.</summary>
    Task<SystemView> ReadAsync(Actor actor, CancellationToken cancellationToken);
}
