using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

/// <param name="LastSeenAt">To the minute; null for somebody who is signed in nowhere.</param>
public sealed record MemberView(UserId Id, string Name, Role Role, DateTimeOffset JoinedAt, DateTimeOffset? LastSeenAt);

/// <summary>One that has neither been used nor revoked.</summary>
/// <param name="IsExpired">It has to be sent again.</param>
public sealed record InvitationSummary(
    InvitationId Id, string Email, Role Role, string InvitedBy, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, bool IsExpired);

/// <param name="Members">Owners first, then by name.</param>
/// <param name="Invitations">Empty for whoever is no owner.</param>
public sealed record MembersView(IReadOnlyList<MemberView> Members, IReadOnlyList<InvitationSummary> Invitations)
{
    /// <summary>What the organisation is called.</summary>
    public string Organization { get; init; } = "";
}

public interface IMemberQueries
{
    /// <summary>Every member may see who else is one.</summary>
    Task<MembersView> ListAsync(Actor actor, CancellationToken cancellationToken);
}
