using Microsoft.AspNetCore.Identity;

namespace StatusPage.Core.Accounts;

/// <summary>Somebody who can sign in; what they may do follows from their memberships.</summary>
public sealed class StaffUser : IdentityUser<Guid>
{
    public StaffUser()
    {
        Id = Guid.CreateVersion7();
    }

    public UserId UserId => new(Id);
}
