using StatusPage.Core.Accounts;

namespace StatusPage.Core.Organizations;

/// <param name="IsCurrent">The one that they are in.</param>
public sealed record MembershipView(OrganizationId Id, string Name, Role Role, bool IsCurrent);

/// <summary>The organisations that somebody is in, of which they see one at a time.</summary>
public interface IMemberships
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<MembershipView>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">They are no member of it.</exception>
    Task ChooseAsync(UserId user, OrganizationId organization, CancellationToken cancellationToken);
}
