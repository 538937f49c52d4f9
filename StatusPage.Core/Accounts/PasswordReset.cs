using StatusPage.Core.Secrets;

namespace StatusPage.Core.Accounts;

/// <summary>A link that lets whoever holds it choose a new password for an account, once.</summary>
public sealed class PasswordReset
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private PasswordReset()
    {
        (TokenHash, ProtectedToken) = ([], new Secret("", isPlain: false));
    }

    internal PasswordReset(PasswordResetId id, UserId userId, byte[] tokenHash, Secret protectedToken, DateTimeOffset askedAt)
    {
        (Id, UserId, TokenHash, ProtectedToken, AskedAt, ExpiresAt) = (id, userId, tokenHash, protectedToken, askedAt, askedAt + Lasts);
    }

    public PasswordResetId Id { get; private set; }

    public UserId UserId { get; private set; }

    public byte[] TokenHash { get; private set; }

    /// <summary>For the mail, which is written later.</summary>
    public Secret ProtectedToken { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Null until then. Set as well when a later link or another change of the password takes its place.</summary>
    public DateTimeOffset? UsedAt { get; private set; }
}
