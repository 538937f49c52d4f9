using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Organizations;

internal sealed class Joining(Database database, NewAccounts accounts, TimeProvider time) : IJoining
{
    public Task<InvitationView?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.Hash(token);
        return database.ReadAsync(
            DataScope.Everything,
            async context =>
            {
                var invitation = await context.Set<Invitation>().SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
                if (invitation is null)
                {
                    return null;
                }

                var organization = await context.Set<Organization>().Where(row => row.Id == invitation.OrganizationId).Select(row => row.Name).SingleAsync(cancellationToken);
                var account = await AccountAsync(context, invitation.Email, cancellationToken);
                return new InvitationView(invitation.Email, invitation.Role, organization, invitation.StateAt(time.GetUtcNow()), account is not null);
            },
            cancellationToken);
    }

    public async Task<UserId> JoinAsNewAsync(string token, string password, string? address, CancellationToken cancellationToken)
    {
        PasswordRule.Checked(password);
        var found = await FindAsync(token, cancellationToken) ?? throw Gone();
        var account = accounts.Make(found.Email, password);
        try
        {
            await database.WriteAsync(
                DataScope.Everything,
                async context =>
                {
                    var invitation = await UseAsync(context, token, cancellationToken);
                    if (await AccountAsync(context, invitation.Email, cancellationToken) is not null)
                    {
                        throw HasAccount();
                    }

                    context.Add(account);
                    Enter(context, invitation, account, address);
                },
                cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // An account under the same name was made at this very moment, by another organisation's invitation.
            if (await FindAsync(token, cancellationToken) is { HasAccount: true })
            {
                throw HasAccount();
            }

            throw;
        }

        return account.UserId;
    }

    public Task JoinAsync(string token, UserId user, string? address, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            var invitation = await UseAsync(context, token, cancellationToken);
            var account = await AccountAsync(context, invitation.Email, cancellationToken);
            if (account is null || account.UserId != user)
            {
                throw new RuleViolationException($"This invitation is for {invitation.Email}. Sign in under that address.");
            }

            var organization = invitation.OrganizationId;
            if (await context.Set<Member>().AnyAsync(row => row.OrganizationId == organization && row.UserId == user, cancellationToken))
            {
                throw new RuleViolationException("You are a member already.");
            }

            Enter(context, invitation, account, address);
        },
        cancellationToken);

    private async Task<Invitation> UseAsync(StatusPageContext context, string token, CancellationToken cancellationToken)
    {
        var hash = LinkToken.Hash(token);
        var organization = await context.Set<Invitation>().Where(row => row.TokenHash == hash).Select(row => (OrganizationId?)row.OrganizationId)
            .SingleOrDefaultAsync(cancellationToken) ?? throw Gone();
        await Membership.LockAsync(context, organization, cancellationToken);
        var invitation = await context.Set<Invitation>().SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken) ?? throw Gone();
        invitation.Use(time.GetUtcNow());
        return invitation;
    }

    private void Enter(StatusPageContext context, Invitation invitation, StaffUser account, string? address)
    {
        var now = time.GetUtcNow();
        var actor = new Actor(account.UserId, account.Email ?? "", invitation.OrganizationId, invitation.Role, address);
        account.ChosenOrganizationId = invitation.OrganizationId;
        context.Add(new Member(invitation.OrganizationId, account.UserId, invitation.Role, now));
        var after = JsonSerializer.Serialize(new { name = actor.Name, role = EnumWords<Role>.ToWord(invitation.Role) }, JsonSerializerOptions.Web);
        context.Add(AuditEntry.By(actor, "member.joined", account.Id, after, now));
        context.Announce(new Change(ChangeKind.Settings, invitation.OrganizationId, account.Id));
    }

    private static Task<StaffUser?> AccountAsync(StatusPageContext context, string email, CancellationToken cancellationToken)
    {
        var name = NewAccounts.Normalized(email);
        return context.Set<StaffUser>().SingleOrDefaultAsync(row => row.NormalizedUserName == name, cancellationToken);
    }

    private static RuleViolationException Gone() => new("This invitation does not work any more. Ask for a new one.");

    private static RuleViolationException HasAccount() => new("There is an account under this address by now. Sign in with its password.");
}
