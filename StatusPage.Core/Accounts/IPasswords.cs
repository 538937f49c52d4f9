namespace StatusPage.Core.Accounts;

/// <summary>What a link for a new password leads to.</summary>
/// <param name="Works">False once it was used or is too old.</param>
public sealed record PasswordResetView(string Email, bool Works);

/// <summary>Changing passwords. Each change ends all sessions of the account, on every node.</summary>
public interface IPasswords
{
    /// <summary>Somebody who has just proven to know the old one gets a new one.</summary>
    /// <exception cref="RuleViolationException">The new one cannot be used.</exception>
    Task ChangeAsync(UserId user, string password, string? address, CancellationToken cancellationToken);

    /// <summary>
    /// Has a link mailed if there is such an account, and says nothing about whether there is. Little happens when somebody has asked for the
    /// same account several times within the hour.
    /// </summary>
    Task AskForResetAsync(string email, string? address, CancellationToken cancellationToken);

    /// <summary>The link for whoever administers the machine; null when there is no such account.</summary>
    Task<string?> MakeResetLinkAsync(string email, CancellationToken cancellationToken);

    /// <summary>Null: no such link was ever made, or it was long ago.</summary>
    Task<PasswordResetView?> FindResetAsync(string token, CancellationToken cancellationToken);

    /// <exception cref="RuleViolationException">The link does not work any more, or the password cannot be used.</exception>
    Task<UserId> ResetAsync(string token, string password, string? address, CancellationToken cancellationToken);
}
