using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Incidents;

/// <param name="Impact">Null: the components decide.</param>
/// <param name="StartedAt">Null: now. May lie in the past.</param>
/// <param name="Pages">Where it appears besides the pages of its components; with neither, on every page of the organisation.</param>
public sealed record NewIncident(string Title, Impact? Impact, DateTimeOffset? StartedAt, NewUpdate First, IReadOnlyCollection<PublicPageId> Pages)
{
    /// <summary>Made by the caller, who may then post again after an answer that got lost: it is posted once. Null: any.</summary>
    public IncidentId? Id { get; init; }
}

/// <summary>All need the role operator. Refusals are <see cref="RuleViolationException"/>.</summary>
public interface IIncidentCommands
{
    Task<IncidentId> PostAsync(Actor actor, NewIncident incident, CancellationToken cancellationToken);

    /// <param name="expectedVersion">The version that the caller has read; null to update whatever is there.</param>
    /// <exception cref="StaleVersionException">The incident has another version by now, or changed at this very moment.</exception>
    /// <exception cref="NotFoundException">The organisation has no such incident.</exception>
    Task UpdateAsync(Actor actor, IncidentId id, int? expectedVersion, NewUpdate update, CancellationToken cancellationToken);
}
