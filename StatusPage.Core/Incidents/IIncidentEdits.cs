using StatusPage.Core.Accounts;

namespace StatusPage.Core.Incidents;

/// <summary>Corrections and what staff note for themselves. All need the role operator. Refusals are <see cref="RuleViolationException"/>.</summary>
public interface IIncidentEdits
{
    /// <summary>Another title, impact or start. Moving the start moves what the incident says of the components that it named first.</summary>
    /// <exception cref="StaleVersionException">The incident has another version by now.</exception>
    /// <exception cref="NotFoundException">The organisation has no such incident.</exception>
    Task ChangeAsync(Actor actor, IncidentId id, int? expectedVersion, IncidentHead head, CancellationToken cancellationToken);

    /// <summary>Replaces the words of an update. What it said before is kept for staff; nobody is told again.</summary>
    /// <exception cref="StaleVersionException">The incident has another version by now.</exception>
    /// <exception cref="NotFoundException">The organisation has no such incident, or the incident no such update.</exception>
    Task RewordAsync(Actor actor, IncidentId id, Guid updateId, int? expectedVersion, string body, CancellationToken cancellationToken);

    /// <param name="noteId">Made by the caller, who may then send it again after an answer that got lost: it is noted once.</param>
    /// <exception cref="NotFoundException">The organisation has no such incident.</exception>
    Task NoteAsync(Actor actor, IncidentId id, Guid noteId, string body, CancellationToken cancellationToken);
}
