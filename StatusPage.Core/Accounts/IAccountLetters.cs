using StatusPage.Core.Organizations;

namespace StatusPage.Core.Accounts;

/// <param name="Link">Complete; whoever has it can join under the address. Not for logs.</param>
public sealed record InvitationLetter(string To, string Organization, Role Role, string InvitedBy, string Link, DateTimeOffset ExpiresAt);

/// <param name="Link">Complete; whoever has it can choose a new password. Not for logs.</param>
public sealed record PasswordResetLetter(string To, string Link, DateTimeOffset ExpiresAt);

/// <summary>
/// What the mails about accounts say, for whoever handles <see cref="Outbox.OutboxKind.Invitation"/> and
/// <see cref="Outbox.OutboxKind.PasswordReset"/>. Null: there is nothing to send (any more), which counts as done.
/// </summary>
public interface IAccountLetters
{
    /// <param name="subject">The message's subject.</param>
    /// <exception cref="Secrets.SecretLostException">The link's secret cannot be read here and now.</exception>
    Task<InvitationLetter?> InvitationAsync(Guid subject, CancellationToken cancellationToken);

    /// <inheritdoc cref="InvitationAsync"/>
    Task<PasswordResetLetter?> PasswordResetAsync(Guid subject, CancellationToken cancellationToken);
}
