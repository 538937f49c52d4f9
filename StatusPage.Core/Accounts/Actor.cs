using StatusPage.Core.Organizations;

namespace StatusPage.Core.Accounts;

/// <summary>Who asks for a command, on behalf of which organisation; read from the membership for each request, never from what a client sent.</summary>
/// <param name="Address">The client's address for the audit, or null.</param>
public sealed record Actor(UserId UserId, string Name, OrganizationId OrganizationId, Role Role, string? Address)
{
    /// <exception cref="RuleViolationException">The role is less than <paramref name="least"/>.</exception>
    public void Require(Role least)
    {
        if (Role < least)
        {
            throw new RuleViolationException($"This needs the role {least}; yours is {Role}.");
        }
    }
}
