using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Accounts;

/// <summary>What happens to an account concerns every organisation that it is a member of, and is written down for each of them.</summary>
internal static class AccountAudit
{
    public static async Task WriteDownAsync(
        StatusPageContext context, UserId user, string action, string? address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = await context.Set<StaffUser>().Where(row => row.Id == user.Value).Select(row => row.Email).FirstOrDefaultAsync(cancellationToken);
        var memberships = await context.Set<Member>().AsNoTracking().Where(row => row.UserId == user).ToListAsync(cancellationToken);
        context.AddRange(memberships.Select(member => AuditEntry.By(
            new Actor(user, name ?? "", member.OrganizationId, member.Role, address), action, user.Value, after: null, now)));
    }
}
