using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Tokens;

internal sealed class TokenLookup(Database database, TimeProvider time) : ITokens
{
    // To the minute is enough, and spares a write for each request.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<TokenAccess?> FindAsync(string secret, string? address, CancellationToken cancellationToken)
    {
        // What cannot be one is not worth a look.
        if (secret.Length is < TokenSecret.Shortest or > TokenSecret.Longest)
        {
            return null;
        }

        var (hash, now) = (LinkToken.Hash(secret), time.GetUtcNow());
        var found = await database.ReadAsync(
            DataScope.Everything,
            async context => await context.Set<ApiToken>().SingleOrDefaultAsync(row => row.TokenHash == hash, cancellationToken) is not { } token ? null : new
            {
                Token = token,
                Maker = await context.Set<Member>()
                    .SingleOrDefaultAsync(row => row.OrganizationId == token.OrganizationId && row.UserId == token.CreatedBy, cancellationToken),
            },
            cancellationToken);
        if (found?.Maker is not { } maker || found.Token is not { RevokedAt: null } token || token.ExpiresAt <= now)
        {
            return null;
        }

        if (token.LastUsedAt is null || now - token.LastUsedAt >= SeenEvery)
        {
            await SeenAsync(token.Id, now, cancellationToken);
        }

        var role = token.CanWrite ? (Role)Math.Min((int)maker.Role, (int)token.Role) : Role.Viewer;
        return new TokenAccess(token.Id, new Actor(maker.UserId, $"Token {token.Name}", token.OrganizationId, role, address), token.Scopes);
    }

    private Task<int> SeenAsync(ApiTokenId id, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => context.Set<ApiToken>().Where(row => row.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastUsedAt, now), cancellationToken),
        cancellationToken);
}
