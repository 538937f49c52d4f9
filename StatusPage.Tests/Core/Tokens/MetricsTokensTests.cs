using StatusPage.Core.Persistence;
using StatusPage.Core.Tokens;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Tokens;

public abstract class MetricsTokensTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    [Fact]
    public async Task May_WithEachHeader_NeedsATokenWithThatScope()
    {
        var (metrics, other) = (await CreateAsync(new TokenScopes(Read: false, Write: false, Metrics: true)), await CreateAsync(new TokenScopes(Read: true, Write: true, Metrics: false)));

        Assert.Equal(MetricsAnswer.Allowed, await AskAsync($"Bearer {metrics}"));
        Assert.Equal(MetricsAnswer.Allowed, await AskAsync($"bearer {metrics} "));
        Assert.Equal(MetricsAnswer.Refused, await AskAsync($"Bearer {other}"));
        Assert.Equal(MetricsAnswer.Refused, await AskAsync($"Basic {metrics}"));
        Assert.Equal(MetricsAnswer.Refused, await AskAsync("Bearer "));
        Assert.Equal(MetricsAnswer.Refused, await AskAsync(authorization: null));
    }

    private Task<string> CreateAsync(TokenScopes scopes) =>
        Get<ITokenCommands>().CreateAsync(Owner, new NewToken(ApiTokenId.New(), "Prometheus", scopes, ExpiresAt: null), Token);

    private Task<MetricsAnswer> AskAsync(string? authorization) => Get<MetricsTokens>().MayAsync(authorization, address: null, Token);
}

public sealed class MetricsTokensTestsOnSqlite(PostgresServer server) : MetricsTokensTests(DatabaseKind.Sqlite, server);

public sealed class MetricsTokensTestsOnPostgres(PostgresServer server) : MetricsTokensTests(DatabaseKind.Postgres, server);
