using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

/// <summary>
/// All need an owner. Each link works once and for a week; it is mailed, and also returned, since mail may be off: it is the only time that it can
/// be seen.
/// </summary>
public interface IInvitationCommands
{
    /// <param name="id">Made by the caller, who may send the same again after an answer that got lost.</param>
    /// <returns>The complete link.</returns>
    /// <exception cref="RuleViolationException">The address is none, or its owner is a member or invited already.</exception>
    Task<string> InviteAsync(Actor actor, InvitationId id, string email, Role role, CancellationToken cancellationToken);

    /// <summary>Makes and mails another link; the one before stops working.</summary>
    /// <returns>The complete link.</returns>
    /// <exception cref="NotFoundException">The organisation has no such invitation.</exception>
    Task<string> ResendAsync(Actor actor, InvitationId id, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">The organisation has no such invitation.</exception>
    Task RevokeAsync(Actor actor, InvitationId id, CancellationToken cancellationToken);
}
