using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Organizations;

internal sealed class InvitationCommands(Acts acts, ISecrets secrets, OwnAddress links) : IInvitationCommands
{
    /// <summary>What the links' tokens are encrypted for.</summary>
    public const string Purpose = "invitation";

    public async Task<string> InviteAsync(Actor actor, InvitationId id, string email, Role role, CancellationToken cancellationToken)
    {
        actor.Require(Role.Owner);
        email = EmailAddress.Checked(EmailAddress.Composed(email) ?? email);
        var (token, kept) = NewToken();
        await acts.RunAsync(
            actor,
            Role.Owner,
            async act =>
            {
                await Membership.LockAsync(act, Role.Owner, cancellationToken);
                if (await FindAsync(act, id, cancellationToken) is { } sent)
                {
                    sent.Renew(LinkToken.Hash(token), kept, act.Now);
                }
                else
                {
                    await RequireNewAsync(act, email, cancellationToken);
                    act.Context.Add(new Invitation(
                        id, actor.OrganizationId, email, role, actor.UserId, LinkToken.Hash(token), kept, act.Now));
                    act.WriteDown("invitation.sent", id.Value, before: null, Json(email, role));
                }

                Send(act, id);
            },
            cancellationToken);
        return await links.JoinAsync(token, cancellationToken);
    }

    public async Task<string> ResendAsync(Actor actor, InvitationId id, CancellationToken cancellationToken)
    {
        actor.Require(Role.Owner);
        var (token, kept) = NewToken();
        await acts.RunAsync(
            actor,
            Role.Owner,
            async act =>
            {
                await Membership.LockAsync(act, Role.Owner, cancellationToken);
                var found = await FindAsync(act, id, cancellationToken) ?? throw new NotFoundException("The invitation");
                found.Renew(LinkToken.Hash(token), kept, act.Now);
                act.WriteDown("invitation.sent_again", id.Value, before: null, Json(found.Email, found.Role));
                Send(act, id);
            },
            cancellationToken);
        return await links.JoinAsync(token, cancellationToken);
    }

    public Task RevokeAsync(Actor actor, InvitationId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Owner,
        async act =>
        {
            await Membership.LockAsync(act, Role.Owner, cancellationToken);
            var found = await FindAsync(act, id, cancellationToken) ?? throw new NotFoundException("The invitation");
            found.Revoke(act.Now);
            act.WriteDown("invitation.revoked", id.Value, Json(found.Email, found.Role), after: null);
            act.Announce(ChangeKind.Settings, id.Value);
        },
        cancellationToken);

    // Before the transaction: the first secret of all makes a key, which is saved by a connection of its own, and SQLite has one writer.
    private (string Token, Secret Kept) NewToken()
    {
        var token = LinkToken.New();
        return (token, secrets.Protect(Purpose, token));
    }

    private static Task<Invitation?> FindAsync(Act act, InvitationId id, CancellationToken cancellationToken) =>
        act.Context.Set<Invitation>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    private static async Task RequireNewAsync(Act act, string email, CancellationToken cancellationToken)
    {
        var name = NewAccounts.Normalized(email);
        var account = await act.Context.Set<StaffUser>().Where(row => row.NormalizedUserName == name).Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (account is { } user && await Membership.FindAsync(act.Context, new UserId(user), cancellationToken) is not null)
        {
            throw new RuleViolationException($"{email} is a member already.");
        }

        // Compared here: few are open at a time, and the databases do not agree about capital letters.
        var open = await act.Context.Set<Invitation>().Where(row => row.UsedAt == null && row.RevokedAt == null).Select(row => row.Email).ToListAsync(cancellationToken);
        if (open.Exists(other => NewAccounts.Normalized(other) == name))
        {
            throw new RuleViolationException($"{email} is invited already. Send that invitation again, or revoke it first.");
        }
    }

    private static void Send(Act act, InvitationId id)
    {
        act.Context.Add(new OutboxMessage(Guid.CreateVersion7(), act.Actor.OrganizationId, OutboxKind.Invitation, id.Value));
        act.Announce(ChangeKind.Settings, id.Value);
    }

    private static string Json(string email, Role role) =>
        JsonSerializer.Serialize(new { email, role = EnumWords<Role>.ToWord(role) }, JsonSerializerOptions.Web);
}
