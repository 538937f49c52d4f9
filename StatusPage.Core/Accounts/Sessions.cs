using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Accounts;

internal sealed class Sessions(Database database, TimeProvider time) : ISessions
{
    // Seen to the minute is enough, and spares a write for each look.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<SessionId> BeginAsync(UserId user, string? address, CancellationToken cancellationToken)
    {
        var (session, now) = (SessionId.New(), time.GetUtcNow());
        await database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                var gone = now - ISessions.Lasts;
                await context.Set<StaffSession>().Where(row => row.UserId == user && row.LastSeenAt < gone).ExecuteDeleteAsync(cancellationToken);
                context.Add(new StaffSession(session, user, address, now));
                await AccountAudit.WriteDownAsync(context, user, "account.signed_in", address, now, cancellationToken);
            },
            cancellationToken);
        return session;
    }

    public async Task<bool> IsAliveAsync(SessionId session, UserId user, string? stamp, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await database.ReadAsync(
            DataScope.Everything,
            context => context.Set<StaffSession>().Where(row => row.Id == session && row.UserId == user)
                .Select(row => new
                {
                    row.LastSeenAt,
                    Stamp = context.Set<StaffUser>().Where(account => account.Id == user.Value).Select(account => account.SecurityStamp).FirstOrDefault(),
                })
                .FirstOrDefaultAsync(cancellationToken),
            cancellationToken);
        if (found?.Stamp is null || found.Stamp != stamp || found.LastSeenAt < now - ISessions.Lasts)
        {
            return false;
        }

        if (now - found.LastSeenAt >= SeenEvery)
        {
            await database.WriteAsync(
                DataScope.Everything,
                context => context.Set<StaffSession>().Where(row => row.Id == session)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeenAt, now), cancellationToken),
                cancellationToken);
        }

        return true;
    }

    public Task EndAsync(SessionId session, UserId user, string? address, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            var ended = await context.Set<StaffSession>().Where(row => row.Id == session && row.UserId == user).ExecuteDeleteAsync(cancellationToken);
            if (ended > 0)
            {
                await AccountAudit.WriteDownAsync(context, user, "account.signed_out", address, time.GetUtcNow(), cancellationToken);
            }
        },
        cancellationToken);

    public Task FailedAsync(UserId user, string? address, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => AccountAudit.WriteDownAsync(context, user, "account.sign_in_failed", address, time.GetUtcNow(), cancellationToken),
        cancellationToken);
}
