using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

public sealed record IncidentSummary(
    IncidentId Id, string Title, IncidentStatus Status, Impact Impact, DateTimeOffset StartedAt, DateTimeOffset? ResolvedAt);

/// <param name="IsOpen">Null: open or not.</param>
/// <param name="Text">Part of the title, in whatever case; null or blank for any.</param>
/// <param name="Most">From 1 to 2,000 are listed.</param>
public sealed record IncidentFilter(bool? IsOpen = null, string? Text = null, int Most = IncidentFilter.Few)
{
    public const int Few = 50;
    public const int Longest = 2000;
}

/// <param name="HasMore">Whether there are more than were asked for.</param>
public sealed record IncidentList(IReadOnlyList<IncidentSummary> Items, bool HasMore);

/// <param name="Updates">Newest first.</param>
public sealed record IncidentDetails(
    IncidentId Id,
    string Title,
    IncidentStatus Status,
    Impact Impact,
    DateTimeOffset StartedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? NextUpdateAt,
    int Version,
    IReadOnlyList<IncidentUpdateDetails> Updates,
    IReadOnlyDictionary<ServiceComponentId, ComponentStatus> Affected)
{
    /// <summary>What somebody declared; null where the components decide.</summary>
    public Impact? DeclaredImpact { get; init; }

    public IncidentHead Head => new(Title, DeclaredImpact, StartedAt);
}

/// <param name="Author">The author's address for signing in; null when the account is gone.</param>
public sealed record IncidentUpdateDetails(IncidentStatus Status, string Body, DateTimeOffset At, string? Author);

/// <summary>For staff; nothing of it is public.</summary>
public interface IIncidentQueries
{
    /// <summary>Open ones first, then by start, latest first.</summary>
    Task<IncidentList> ListAsync(OrganizationId organization, IncidentFilter filter, CancellationToken cancellationToken);

    /// <summary>Null when the organisation has no such incident.</summary>
    Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken);
}
