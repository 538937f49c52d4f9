using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Accounts;

public interface IActors
{
    /// <summary>
    /// Somebody who signed in, in the organisation that they chose if they are a member of it, else in the one that they joined first; null when
    /// they belong to none (any more).
    /// </summary>
    Task<Actor?> FindAsync(UserId user, string? address, CancellationToken cancellationToken);
}

internal sealed class Actors(Database database) : IActors
{
    public Task<Actor?> FindAsync(UserId user, string? address, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context =>
        {
            var account = await context.Set<StaffUser>().Where(row => row.Id == user.Value).Select(row => new { row.Email, row.ChosenOrganizationId })
                .FirstOrDefaultAsync(cancellationToken);
            var memberships = await context.Set<Member>().Where(row => row.UserId == user).ToListAsync(cancellationToken);
            var member = memberships.OrderByDescending(row => row.OrganizationId == account?.ChosenOrganizationId).ThenBy(row => row.JoinedAt).FirstOrDefault();
            if (member is null)
            {
                return null;
            }

            return new Actor(user, account?.Email ?? "", member.OrganizationId, member.Role, address);
        },
        cancellationToken);
}
