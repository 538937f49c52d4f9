using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Notifications;

/// <param name="FinishedAt">Null while no worker has tried.</param>
/// <param name="Outcome">What happened, for staff; null until then.</param>
public sealed record MailTestResult(string Address, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, bool IsSent, string? Outcome);

/// <summary>Sends a mail to whoever asks, from where all mail is sent: what Web could reach says nothing about a worker elsewhere.</summary>
public interface IMailTests
{
    /// <param name="id">Made by the caller; a second request with it does nothing.</param>
    /// <exception cref="RuleViolationException">The actor is no administrator, or mail is off.</exception>
    Task RequestAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>The latest of the organisation; null when there was none.</summary>
    Task<MailTestResult?> LastAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>For a worker: to which address; null when it has been tried already.</summary>
    Task<string?> AddressAsync(Guid id, CancellationToken cancellationToken);

    Task FinishAsync(Guid id, bool isSent, string outcome, CancellationToken cancellationToken);
}
