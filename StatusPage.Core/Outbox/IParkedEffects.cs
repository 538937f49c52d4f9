using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Outbox;

/// <summary>An effect that failed so often that nobody tries any more.</summary>
/// <param name="Subject">The name of what it is about; null when that is gone.</param>
/// <param name="Reason">Why it failed last.</param>
public sealed record ParkedEffect(Guid Id, OutboxKind Kind, string? Subject, string Reason, DateTimeOffset ParkedAt);

public interface IParkedEffects
{
    /// <summary>The organisation's, the latest first; at most 50.</summary>
    Task<IReadOnlyList<ParkedEffect>> ListAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Has all of the organisation's tried again from the start. How many there were.</summary>
    /// <exception cref="RuleViolationException">The actor is no administrator.</exception>
    Task<int> RetryAsync(Actor actor, CancellationToken cancellationToken);
}
