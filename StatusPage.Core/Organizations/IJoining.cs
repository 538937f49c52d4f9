using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

/// <param name="HasAccount">Whether somebody can sign in under the address already.</param>
public sealed record InvitationView(string Email, Role Role, string Organization, InvitationState State, bool HasAccount);

/// <summary>For whoever holds the link of an invitation.</summary>
public interface IJoining
{
    /// <summary>Null: no invitation has such a link (any more).</summary>
    Task<InvitationView?> FindAsync(string token, CancellationToken cancellationToken);

    /// <summary>Makes the account and its membership; all or nothing.</summary>
    /// <exception cref="RuleViolationException">The link does not work any more, the password cannot be used, or there is an account by now.</exception>
    Task<UserId> JoinAsNewAsync(string token, string password, string? address, CancellationToken cancellationToken);

    /// <summary>Makes somebody who has signed in a member.</summary>
    /// <exception cref="RuleViolationException">The link does not work any more, or is for another address than the account's.</exception>
    Task JoinAsync(string token, UserId user, string? address, CancellationToken cancellationToken);
}
