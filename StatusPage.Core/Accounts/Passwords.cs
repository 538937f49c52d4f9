using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Accounts;

internal sealed class Passwords(Database database, IPasswordHasher<StaffUser> hasher, ISecrets secrets, OwnAddress links, TimeProvider time) : IPasswords
{
    /// <summary>What the links' tokens are encrypted for.</summary>
    public const string Purpose = "password reset";

    private const int MostAnHour = 3;

    public Task ChangeAsync(UserId user, string password, string? address, CancellationToken cancellationToken)
    {
        var hash = hasher.HashPassword(new StaffUser(), PasswordRule.Checked(password));
        return database.WriteAsync(
            DataScope.Everything, context => SetAsync(context, user, hash, "account.password_changed", address, cancellationToken), cancellationToken);
    }

    public async Task AskForResetAsync(string email, string? address, CancellationToken cancellationToken)
    {
        var reset = New();
        await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                if (await FindAsync(context, email, cancellationToken) is not { } user || await IsOverdoneAsync(context, user, cancellationToken))
                {
                    return;
                }

                // Whoever is a member of nothing has nothing to come in for.
                var organization = await context.Set<Member>().Where(row => row.UserId == user).OrderBy(row => row.JoinedAt)
                    .Select(row => (OrganizationId?)row.OrganizationId).FirstOrDefaultAsync(cancellationToken);
                if (organization is { } owner)
                {
                    Add(context, user, reset);
                    context.Add(new OutboxMessage(Guid.CreateVersion7(), owner, OutboxKind.PasswordReset, reset.Id.Value));
                    await AccountAudit.WriteDownAsync(context, user, "account.reset_asked", address, time.GetUtcNow(), cancellationToken);
                }
            },
            cancellationToken);
    }

    public async Task<string?> MakeResetLinkAsync(string email, CancellationToken cancellationToken)
    {
        var reset = New();
        var found = await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var user = await FindAsync(context, email, cancellationToken);
                if (user is { } known)
                {
                    Add(context, known, reset);
                    await AccountAudit.WriteDownAsync(context, known, "account.reset_link_made", address: null, time.GetUtcNow(), cancellationToken);
                }

                return user;
            },
            cancellationToken);
        return found is null ? null : await links.ResetAsync(reset.Token, cancellationToken);
    }

    public Task<PasswordResetView?> FindResetAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (LinkToken.Hash(token), time.GetUtcNow());
        return database.ReadAsync(
            DataScope.Everything,
            async context =>
            {
                var reset = await context.Set<PasswordReset>().SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
                var email = reset is null ? null : await context.Set<StaffUser>().Where(row => row.Id == reset.UserId.Value).Select(row => row.Email)
                    .FirstOrDefaultAsync(cancellationToken);
                return reset is null || email is null ? null : new PasswordResetView(email, reset.UsedAt is null && reset.ExpiresAt > now);
            },
            cancellationToken);
    }

    public async Task<UserId> ResetAsync(string token, string password, string? address, CancellationToken cancellationToken)
    {
        var (hash, tokenHash) = (hasher.HashPassword(new StaffUser(), PasswordRule.Checked(password)), LinkToken.Hash(token));
        return await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var now = time.GetUtcNow();
                var used = await context.Set<PasswordReset>().Where(row => row.TokenHash == tokenHash && row.UsedAt == null && row.ExpiresAt > now)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), cancellationToken);
                if (used == 0)
                {
                    throw new RuleViolationException("This link does not work any more. Ask for a new one.");
                }

                var user = await context.Set<PasswordReset>().Where(row => row.TokenHash == tokenHash).Select(row => row.UserId).SingleAsync(cancellationToken);
                await SetAsync(context, user, hash, "account.password_reset", address, cancellationToken);
                return user;
            },
            cancellationToken);
    }

    private async Task SetAsync(
        StatusPageContext context, UserId user, string hash, string action, string? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (stamp, concurrency) = (NewAccounts.NewStamp(), Guid.CreateVersion7().ToString());
        var changed = await context.Set<StaffUser>().Where(row => row.Id == user.Value).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.PasswordHash, hash).SetProperty(one => one.SecurityStamp, stamp)
                .SetProperty(one => one.ConcurrencyStamp, concurrency)
                .SetProperty(one => one.AccessFailedCount, 0).SetProperty(one => one.LockoutEnd, (DateTimeOffset?)null),
            cancellationToken);
        if (changed == 0)
        {
            throw new NotFoundException("The account");
        }

        await context.Set<StaffSession>().Where(row => row.UserId == user).ExecuteDeleteAsync(cancellationToken);
        await context.Set<PasswordReset>().Where(row => row.UserId == user && row.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), cancellationToken);
        await AccountAudit.WriteDownAsync(context, user, action, address, now, cancellationToken);
    }

    private static async Task<UserId?> FindAsync(StatusPageContext context, string email, CancellationToken cancellationToken)
    {
        if (EmailAddress.Composed(email.Trim()) is not { } composed)
        {
            return null;
        }

        var name = NewAccounts.Normalized(composed);
        var found = await context.Set<StaffUser>().Where(row => row.NormalizedUserName == name).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return found is { } id ? new UserId(id) : null;
    }

    private async Task<bool> IsOverdoneAsync(StatusPageContext context, UserId user, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - TimeSpan.FromHours(1);
        return await context.Set<PasswordReset>().CountAsync(row => row.UserId == user && row.AskedAt > since, cancellationToken) >= MostAnHour;
    }

    // Before the transaction: the first secret of all makes a key, which is saved by a connection of its own, and SQLite has one writer.
    private NewReset New()
    {
        var token = LinkToken.New();
        return new NewReset(PasswordResetId.New(), token, secrets.Protect(Purpose, token));
    }

    private void Add(StatusPageContext context, UserId user, NewReset reset) =>
        context.Add(new PasswordReset(reset.Id, user, LinkToken.Hash(reset.Token), reset.Kept, time.GetUtcNow()));

    private sealed record NewReset(PasswordResetId Id, string Token, Secret Kept);
}
