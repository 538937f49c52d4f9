using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

public sealed record IncidentSummary(
    IncidentId Id, string Title, IncidentStatus Status, Impact Impact, DateTimeOffset StartedAt, DateTimeOffset? ResolvedAt);

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
    IReadOnlyDictionary<ServiceComponentId, ComponentStatus> Affected);

/// <param name="Author">The author's address for signing in; null when the account is gone.</param>
public sealed record IncidentUpdateDetails(IncidentStatus Status, string Body, DateTimeOffset At, string? Author);

/// <summary>For staff; nothing of it is public.</summary>
public interface IIncidentQueries
{
    /// <summary>Open ones first, then by start, latest first; at most 200.</summary>
    Task<IReadOnlyList<IncidentSummary>> ListAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Null when the organisation has no such incident.</summary>
    Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken);
}
