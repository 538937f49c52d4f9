using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Tokens;

internal sealed class TokenQueries(Database database, TimeProvider time) : ITokenQueries
{
    public Task<IReadOnlyList<TokenView>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        return database.ReadAsync<IReadOnlyList<TokenView>>(
            DataScope.Of(actor.OrganizationId),
            async context =>
            {
                var now = time.GetUtcNow();
                var tokens = await context.Set<ApiToken>().ToListAsync(cancellationToken);
                var makers = tokens.Select(token => token.CreatedBy.Value).Distinct().ToList();
                var names = await context.Set<StaffUser>().Where(row => makers.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Email, cancellationToken);
                var members = (await context.Set<Member>().Select(row => row.UserId).ToListAsync(cancellationToken)).ToHashSet();
                return
                [
                    .. tokens.Select(token => View(token, names.GetValueOrDefault(token.CreatedBy.Value) ?? "", Ended(token, members, now)))
                        .OrderBy(token => token.Ended is not null).ThenByDescending(token => token.CreatedAt),
                ];
            },
            cancellationToken);
    }

    private static TokenView View(ApiToken token, string maker, string? ended) => new(
        token.Id, token.Name, token.Start, token.Scopes, maker, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, ended);

    private static string? Ended(ApiToken token, HashSet<UserId> members, DateTimeOffset now) => token switch
    {
        { RevokedAt: not null } => "revoked",
        _ when token.ExpiresAt <= now => "expired",
        _ when !members.Contains(token.CreatedBy) => "its maker has left",
        _ => null,
    };
}
