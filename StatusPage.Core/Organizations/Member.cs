using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

public sealed class Member(OrganizationId organizationId, UserId userId, Role role, DateTimeOffset joinedAt) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public UserId UserId { get; private set; } = userId;

    public Role Role { get; private set; } = role;

    public DateTimeOffset JoinedAt { get; private set; } = joinedAt;

    internal void Become(Role role) => Role = role;
}
