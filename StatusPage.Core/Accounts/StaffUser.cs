using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Accounts;

/// <summary>Somebody who can sign in; what they may do follows from their memberships.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public StaffUser()
    {
        Id = Guid.CreateVersion7();
    }

    public UserId UserId => new(Id);

    /// <summary>In which of their organisations they want to be. A wish, no right: it counts only while they are a member of it.</summary>
    public OrganizationId? ChosenOrganizationId { get; internal set; }
}
