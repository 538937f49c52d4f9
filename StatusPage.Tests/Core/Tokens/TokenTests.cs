using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Tokens;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Tokens;

public abstract class TokenTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private static readonly TokenScopes Writing = new(Read: false, Write: true, Metrics: false);

    private ITokenCommands Commands => Get<ITokenCommands>();

    [Fact]
    public async Task Create_AToken_IsFoundByItsSecretAloneAndKeptAsAHash()
    {
        var secret = await CreateAsync(Owner, Writing);

        var found = await FindAsync(secret);
        var row = Assert.Single(await Data.AllAsync<ApiToken>());
        Assert.Matches("^sp_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal(new Actor(Owner.UserId, "Token Pipeline", Tenant.Id, Role.Owner, "192.0.2.8"), found?.Actor);
        Assert.Equal((secret[..9], Writing), (row.Start, row.Scopes));
        Assert.Null(await FindAsync(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A')));
        Assert.Null(await FindAsync(Convert.ToHexString(row.TokenHash)));
        Assert.Null(await FindAsync(""));
    }

    [Fact]
    public async Task Find_RevokedOrExpired_IsNothing()
    {
        var (revoked, expired) = (await CreateAsync(Owner, Writing), await CreateAsync(Owner, Writing, Data.Now.AddDays(1)));
        var other = Data.AddNode().Get<ITokens>();
        Assert.NotNull(await other.FindAsync(revoked, address: null, Token));

        await Commands.RevokeAsync(Owner, (await Data.AllAsync<ApiToken>()).Single(row => row.ExpiresAt is null).Id, Token);
        Assert.NotNull(await FindAsync(expired));
        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(await other.FindAsync(revoked, address: null, Token));
        Assert.Null(await FindAsync(expired));
        Assert.Equal(["revoked", "expired"], (await Get<ITokenQueries>().ListAsync(Owner, Token)).Select(token => token.Ended).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Find_WhoseMakerHasLessByNow_HasLessToo()
    {
        var admin = await AddAsync("admin@example.com", Role.Admin);
        var secret = await CreateAsync(admin, Writing);

        await Get<IMemberCommands>().SetRoleAsync(Owner, admin.UserId, Role.Operator, Token);
        Assert.Equal(Role.Operator, (await FindAsync(secret))?.Actor.Role);
        await Get<IMemberCommands>().SetRoleAsync(Owner, admin.UserId, Role.Owner, Token);
        Assert.Equal(Role.Admin, (await FindAsync(secret))?.Actor.Role);
        await Get<IMemberCommands>().RemoveAsync(Owner, admin.UserId, Token);

        Assert.Null(await FindAsync(secret));
    }

    [Fact]
    public async Task Find_OneThatMayOnlyRead_IsAViewer()
    {
        var secret = await CreateAsync(Owner, new TokenScopes(Read: true, Write: false, Metrics: true));

        var found = await FindAsync(secret);

        Assert.Equal((Role.Viewer, "read metrics"), (found!.Actor.Role, string.Join(' ', found.Scopes.Words)));
    }

    [Fact]
    public async Task Create_WithNothingItMayOrAnEndThatIsOver_IsRefused()
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => CreateAsync(Owner, new TokenScopes(Read: false, Write: false, Metrics: false)));
        await Assert.ThrowsAsync<RuleViolationException>(() => CreateAsync(Owner, Writing, Data.Now));
        Assert.Empty(await Data.AllAsync<ApiToken>());
    }

    [Fact]
    public async Task Token_OfAnotherOrganization_IsNotFound()
    {
        await CreateAsync(Owner, Writing);
        var id = Assert.Single(await Data.AllAsync<ApiToken>()).Id;
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);
        var stranger = await AddAsync("eve@example.com", Role.Owner, other.Id);

        await Assert.ThrowsAsync<NotFoundException>(() => Commands.RevokeAsync(stranger, id, Token));
        Assert.Empty(await Get<ITokenQueries>().ListAsync(stranger, Token));
    }

    [Fact]
    public async Task Find_Used_IsSeenToTheMinute()
    {
        var secret = await CreateAsync(Owner, Writing);

        await FindAsync(secret);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await FindAsync(secret);

        Assert.Equal(Data.Now.AddSeconds(-30), Assert.Single(await Get<ITokenQueries>().ListAsync(Owner, Token)).LastUsedAt);
    }

    private Task<string> CreateAsync(Actor actor, TokenScopes scopes, DateTimeOffset? expiresAt = null) =>
        Commands.CreateAsync(actor, new NewToken(ApiTokenId.New(), "Pipeline", scopes, expiresAt), Token);

    private Task<TokenAccess?> FindAsync(string secret) => Get<ITokens>().FindAsync(secret, "192.0.2.8", Token);
}

public sealed class TokenTestsOnSqlite(PostgresServer server) : TokenTests(DatabaseKind.Sqlite, server);

public sealed class TokenTestsOnPostgres(PostgresServer server) : TokenTests(DatabaseKind.Postgres, server);
