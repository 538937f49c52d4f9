using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Accounts;

public abstract class SessionsTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private ISessions Sessions => Get<ISessions>();

    [Fact]
    public async Task Session_Begun_IsAliveOnEveryNodeUntilItEnds()
    {
        var other = Data.AddNode().Get<ISessions>();
        var session = await Sessions.BeginAsync(Owner.UserId, "192.0.2.1", Token);

        Assert.True(await other.IsAliveAsync(session, Owner.UserId, "first", Token));
        await Sessions.EndAsync(session, Owner.UserId, "192.0.2.1", Token);
        await Sessions.EndAsync(session, Owner.UserId, "192.0.2.1", Token);

        Assert.False(await other.IsAliveAsync(session, Owner.UserId, "first", Token));
        Assert.Equal(["account.signed_in", "account.signed_out"], await AuditedAsync());
    }

    [Fact]
    public async Task Session_OfAnotherOrWithAnotherStamp_IsNotAlive()
    {
        var session = await Sessions.BeginAsync(Owner.UserId, address: null, Token);

        Assert.False(await Sessions.IsAliveAsync(session, UserId.New(), "first", Token));
        Assert.False(await Sessions.IsAliveAsync(session, Owner.UserId, "second", Token));
        Assert.False(await Sessions.IsAliveAsync(session, Owner.UserId, stamp: null, Token));
        Assert.False(await Sessions.IsAliveAsync(SessionId.New(), Owner.UserId, "first", Token));
    }

    [Fact]
    public async Task Session_ThatNobodyUses_EndsAfterTwoWeeks()
    {
        var (used, left) = (await Sessions.BeginAsync(Owner.UserId, address: null, Token), await Sessions.BeginAsync(Owner.UserId, address: null, Token));
        Clock.Advance(TimeSpan.FromDays(13));
        Assert.True(await Sessions.IsAliveAsync(used, Owner.UserId, "first", Token));
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.True(await Sessions.IsAliveAsync(used, Owner.UserId, "first", Token));
        Assert.False(await Sessions.IsAliveAsync(left, Owner.UserId, "first", Token));
    }

    [Fact]
    public async Task SignIn_OfAMemberOfTwo_IsWrittenDownForBoth()
    {
        var second = OrganizationId.New();
        await Get<IOrganizationCommands>().CreateAsync(Owner, second, "Second", Token);

        await Sessions.FailedAsync(Owner.UserId, "192.0.2.66", Token);

        var entries = (await Data.AllAsync<StatusPage.Core.Audit.AuditEntry>()).Where(entry => entry.Action == "account.sign_in_failed").ToList();
        Assert.Equal([Tenant.Id, second], entries.Select(entry => entry.OrganizationId).OrderBy(id => id == second));
        Assert.All(entries, entry => Assert.Equal("192.0.2.66", entry.Address));
    }
}

public sealed class SessionsTestsOnSqlite(PostgresServer server) : SessionsTests(DatabaseKind.Sqlite, server);

public sealed class SessionsTestsOnPostgres(PostgresServer server) : SessionsTests(DatabaseKind.Postgres, server);
