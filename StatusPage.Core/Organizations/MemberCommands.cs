using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

internal sealed class MemberCommands(Acts acts) : IMemberCommands
{
    public Task SetRoleAsync(Actor actor, UserId member, Role role, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Owner,
        async act =>
        {
            await Membership.LockAsync(act, Role.Owner, cancellationToken);
            var found = await FindAsync(act, member, cancellationToken);
            if (found.Role == role)
            {
                return;
            }

            await RequireAnotherOwnerAsync(act, found, "Make somebody else an owner first: an organisation needs one.", cancellationToken);
            var name = await Membership.NameAsync(act.Context, member, cancellationToken);
            var before = Json(name, found.Role);
            found.Become(role);
            act.WriteDown("member.role_changed", member.Value, before, Json(name, role));
            act.Announce(ChangeKind.Settings, member.Value);
        },
        cancellationToken);

    public Task RemoveAsync(Actor actor, UserId member, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Owner,
        async act =>
        {
            await Membership.LockAsync(act, Role.Owner, cancellationToken);
            var found = await FindAsync(act, member, cancellationToken);
            await EndAsync(act, found, "member.removed", cancellationToken);
        },
        cancellationToken);

    public Task LeaveAsync(Actor actor, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Viewer,
        async act => await EndAsync(act, await Membership.LockAsync(act, Role.Viewer, cancellationToken), "member.left", cancellationToken),
        cancellationToken);

    private static async Task<Member> FindAsync(Act act, UserId member, CancellationToken cancellationToken) =>
        await Membership.FindAsync(act.Context, member, cancellationToken) ?? throw new NotFoundException("The member");

    private static async Task EndAsync(Act act, Member member, string name, CancellationToken cancellationToken)
    {
        await RequireAnotherOwnerAsync(act, member, "The last owner cannot go. Make somebody else an owner first.", cancellationToken);
        act.Context.Remove(member);
        act.WriteDown(name, member.UserId.Value, Json(await Membership.NameAsync(act.Context, member.UserId, cancellationToken), member.Role), after: null);
        act.Announce(ChangeKind.Settings, member.UserId.Value);
    }

    private static async Task RequireAnotherOwnerAsync(Act act, Member member, string refusal, CancellationToken cancellationToken)
    {
        if (member.Role is Role.Owner
            && !await act.Context.Set<Member>().AnyAsync(row => row.Role == Role.Owner && row.UserId != member.UserId, cancellationToken))
        {
            throw new RuleViolationException(refusal);
        }
    }

    private static string Json(string name, Role role) =>
        JsonSerializer.Serialize(new { name, role = EnumWords<Role>.ToWord(role) }, JsonSerializerOptions.Web);
}
