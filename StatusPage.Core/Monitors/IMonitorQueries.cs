using StatusPage.Core.Organizations;

namespace StatusPage.Core.Monitors;

/// <summary>One monitor on the staff's board.</summary>
/// <param name="Latencies">Of the last checks in milliseconds, oldest first, at most 30; null where a check got no answer.</param>
/// <param name="Reason">Why the last check failed; null after a success.</param>
public sealed record BoardMonitor(
    StatusMonitorId Id,
    string Name,
    string Target,
    MonitorState State,
    DateTimeOffset StateSince,
    DateTimeOffset? LastCheckedAt,
    DateTimeOffset? NextCheckAt,
    int? LastLatencyMs,
    string? Reason,
    IReadOnlyList<int?> Latencies)
{
    /// <summary>Who has the problem in hand; null while nobody has, and while there is none.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>The names of the pages that show a component which it feeds, in alphabetical order.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether a tile of the one says the same as a tile of the other.</summary>
    public bool LooksLike(BoardMonitor other) =>
        (Id, Name, Target, State, LastCheckedAt, NextCheckAt, LastLatencyMs) == (other.Id, other.Name, other.Target, other.State, other.LastCheckedAt, other.NextCheckAt, other.LastLatencyMs)
        && Latencies.SequenceEqual(other.Latencies);
}

/// <param name="By">The address for signing in; null when the account is gone.</param>
public sealed record Acknowledgement(DateTimeOffset At, string? By);

public interface IMonitorQueries
{
    /// <summary>All monitors: what is wrong first, the longest first among equals, then by name.</summary>
    Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>The list of all, by name.</summary>
    /// <param name="archived">Those that were put away and can still be brought back, in place of those in use.</param>
    Task<IReadOnlyList<MonitorRow>> ListAsync(OrganizationId organization, bool archived, CancellationToken cancellationToken);

    /// <summary>One of them, archived or not; null when the organisation has no such monitor.</summary>
    Task<MonitorDetails?> FindAsync(OrganizationId organization, StatusMonitorId id, CancellationToken cancellationToken);

    /// <summary>When the last check of any organisation's monitors finished; null when there was none.</summary>
    Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken);
}
