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
            var found = await context.Set<Member>().Where(member => member.UserId == user)
                .Join(context.Set<StaffUser>(), member => member.UserId.Value, account => account.Id, (member, account) => new { member, account.Email })
                .OrderBy(row => row.member.JoinedAt).FirstOrDefaultAsync(cancellationToken);
            return found is null ? null : new Actor(user, found.Email ?? "", found.member.OrganizationId, found.member.Role, address);
        },
        cancellationToken);
}
