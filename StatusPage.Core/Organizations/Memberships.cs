using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

internal sealed class Memberships(Database database, IActors actors) : IMemberships
{
    public async Task<IReadOnlyList<MembershipView>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        var current = (await actors.FindAsync(user, address: null, cancellationToken))?.OrganizationId;
        var all = await database.ReadAsync(
            DataScope.Everything,
            context => context.Set<Member>().Where(row => row.UserId == user)
                .Join(context.Set<Organization>(), row => row.OrganizationId, row => row.Id, (member, organization) => new { organization.Id, organization.Name, member.Role })
                .ToListAsync(cancellationToken),
            cancellationToken);
        return [.. all.OrderBy(one => one.Name, StringComparer.CurrentCultureIgnoreCase).Select(one => new MembershipView(one.Id, one.Name, one.Role, one.Id == current))];
    }

    public Task ChooseAsync(UserId user, OrganizationId organization, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            if (!await context.Set<Member>().AnyAsync(row => row.UserId == user && row.OrganizationId == organization, cancellationToken))
            {
                throw new NotFoundException("The organisation");
            }

            await context.Set<StaffUser>().Where(row => row.Id == user.Value)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.ChosenOrganizationId, organization), cancellationToken);
        },
        cancellationToken);
}
