using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Accounts;

public interface IActors
{
    /// <summary>Somebody who signed in, in the organisation that they joined first; null when they belong to none (any more).</summary>
    Task<Actor?> FindAsync(UserId user, string? address, CancellationToken cancellationToken);
}

internal sealed class Actors(Database database) : IActors
{
    public Task<Actor?> FindAsync(UserId user, string? address, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context =>
        {
            var member = await context.Set<Member>().Where(row => row.UserId == user)
                .OrderBy(row => row.JoinedAt).FirstOrDefaultAsync(cancellationToken);
            if (member is null)
            {
                return null;
            }

            var name = await context.Set<StaffUser>().Where(account => account.Id == user.Value).Select(account => account.Email)
                .FirstOrDefaultAsync(cancellationToken);
            return new Actor(user, name ?? "", member.OrganizationId, member.Role, address);
        },
        cancellationToken);
}
