using StatusPage.Core.Accounts;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Organizations;

/// <summary>Somebody who may become a member by a link that works once. It is bound to the address: nobody joins under another one.</summary>
public sealed class Invitation : IOwned
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private Invitation()
    {
        (Email, TokenHash, ProtectedToken) = ("", [], new Secret("", isPlain: false));
    }

    internal Invitation(
        InvitationId id, OrganizationId organizationId, string email, Role role, UserId invitedBy, byte[] tokenHash, Secret protectedToken, DateTimeOffset now)
    {
        (Id, OrganizationId, Email, Role, InvitedBy) = (id, organizationId, EmailAddress.Checked(email), role, invitedBy);
        (TokenHash, ProtectedToken, SentAt, ExpiresAt) = (tokenHash, protectedToken, now, now + Lasts);
    }

    public InvitationId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Email { get; private set; }

    public Role Role { get; private set; }

    public UserId InvitedBy { get; private set; }

    public byte[] TokenHash { get; private set; }

    /// <summary>For the mail, which is written later.</summary>
    public Secret ProtectedToken { get; private set; }

    /// <summary>When the link that works now was made.</summary>
    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public InvitationState StateAt(DateTimeOffset now) => this switch
    {
        { UsedAt: not null } => InvitationState.Used,
        { RevokedAt: not null } => InvitationState.Revoked,
        _ when now >= ExpiresAt => InvitationState.Expired,
        _ => InvitationState.Open,
    };

    /// <summary>Another link takes the place of the one before, which stops working.</summary>
    internal void Renew(byte[] tokenHash, Secret protectedToken, DateTimeOffset now)
    {
        RequireUnsettled();
        (TokenHash, ProtectedToken, SentAt, ExpiresAt) = (tokenHash, protectedToken, now, now + Lasts);
    }

    internal void Revoke(DateTimeOffset now)
    {
        RequireUnsettled();
        RevokedAt = now;
    }

    internal void Use(DateTimeOffset now)
    {
        if (StateAt(now) is not InvitationState.Open)
        {
            throw new RuleViolationException("This invitation does not work any more. Ask for a new one.");
        }

        UsedAt = now;
    }

    private void RequireUnsettled()
    {
        if (UsedAt is not null || RevokedAt is not null)
        {
            throw new RuleViolationException(UsedAt is null ? "This invitation has been revoked. Invite again." : "This invitation has been used: its owner is a member.");
        }
    }
}
