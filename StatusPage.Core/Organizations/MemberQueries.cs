using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

internal sealed class MemberQueries(Database database, TimeProvider time) : IMemberQueries
{
    public Task<MembersView> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Viewer);
        return database.ReadAsync(
            DataScope.Of(actor.OrganizationId),
            async context => new MembersView(
                await MembersAsync(context, cancellationToken),
                actor.Role is Role.Owner ? await InvitationsAsync(context, cancellationToken) : [])
            {
                Organization = await context.Set<Organization>().Where(row => row.Id == actor.OrganizationId).Select(row => row.Name).FirstOrDefaultAsync(cancellationToken) ?? "",
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<MemberView>> MembersAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var members = await context.Set<Member>().ToListAsync(cancellationToken);
        var ids = members.Select(member => member.UserId).ToList();
        var names = await NamesAsync(context, ids, cancellationToken);
        var seen = await context.Set<StaffSession>().Where(session => ids.Contains(session.UserId)).GroupBy(session => session.UserId)
            .Select(sessions => new { User = sessions.Key, At = sessions.Max(session => session.LastSeenAt) })
            .ToDictionaryAsync(one => one.User, one => (DateTimeOffset?)one.At, cancellationToken);
        return
        [
            .. members.Select(member => new MemberView(
                    member.UserId, names.GetValueOrDefault(member.UserId.Value) ?? "", member.Role, member.JoinedAt, seen.GetValueOrDefault(member.UserId)))
                .OrderByDescending(member => member.Role).ThenBy(member => member.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    private async Task<IReadOnlyList<InvitationSummary>> InvitationsAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = await context.Set<Invitation>().Where(row => row.UsedAt == null && row.RevokedAt == null).ToListAsync(cancellationToken);
        var names = await NamesAsync(context, open.Select(row => row.InvitedBy), cancellationToken);
        return
        [
            .. open.OrderByDescending(row => row.SentAt).Select(row => new InvitationSummary(
                row.Id, row.Email, row.Role, names.GetValueOrDefault(row.InvitedBy.Value) ?? "", row.SentAt, row.ExpiresAt,
                row.StateAt(now) is InvitationState.Expired)),
        ];
    }

    private static Task<Dictionary<Guid, string?>> NamesAsync(StatusPageContext context, IEnumerable<UserId> users, CancellationToken cancellationToken)
    {
        var ids = users.Select(user => user.Value).Distinct().ToList();
        return context.Set<StaffUser>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Email, cancellationToken);
    }
}
