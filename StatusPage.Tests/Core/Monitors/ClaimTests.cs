using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class ClaimTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task ClaimDueChecks_OfWhichSomeAreNotDue_TakesTheDueOnes()
    {
        var now = await DatabaseNowAsync();
        var tenant = new Tenant(Data.Now);
        tenant.AddMonitor("later", dueAt: now.AddMinutes(5));
        var due = tenant.AddMonitor("due", dueAt: now.AddSeconds(-1));
        await tenant.SaveAsync(Data);

        var claimed = Assert.Single(await ClaimAsync());

        Assert.Equal(new ClaimedCheck(tenant.Id, due.Id, "default", Micros(now.AddSeconds(-1)), 1), claimed);
    }

    [Fact]
    public async Task ClaimDueChecks_MoreThanAskedFor_TakesTheLongestOverdue()
    {
        var tenant = new Tenant(Data.Now);
        var monitors = Enumerable.Range(0, 6).Select(index => tenant.AddMonitor($"{index}", dueAt: Data.Now.AddMinutes(-index))).ToList();
        await tenant.SaveAsync(Data);

        var claimed = await ClaimAsync(most: 3);

        Assert.Equal([monitors[5].Id, monitors[4].Id, monitors[3].Id], claimed.Select(check => check.MonitorId));
    }

    [Fact]
    public async Task ClaimDueChecks_OfAnotherLocation_TakesNone()
    {
        var tenant = new Tenant(Data.Now);
        var monitor = tenant.AddMonitor(location: "paris");
        tenant.AddCheck(monitor, "oslo");
        await tenant.SaveAsync(Data);

        Assert.Empty(await ClaimAsync());
        Assert.Equal("oslo", Assert.Single(await ClaimAsync(location: "oslo")).Location);
        Assert.Equal("paris", Assert.Single(await ClaimAsync(location: "paris")).Location);
    }

    [Fact]
    public async Task ClaimDueChecks_OfAPausedMonitor_TakesNone()
    {
        await new Tenant(Data.Now).Also(tenant => tenant.AddMonitor()).SaveAsync(Data);
        await Data.WriteAsync(context => context.Set<StatusMonitor>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Paused, true), Token));

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimDueChecks_WhileTheLeaseLasts_TakesNone()
    {
        await new Tenant(Data.Now).Also(tenant => tenant.AddMonitor()).SaveAsync(Data);

        Assert.Single(await ClaimAsync());

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task ClaimDueChecks_TheLease_LastsAsLongAsAskedForByTheClockOfTheDatabase()
    {
        await new Tenant(Data.Now).Also(tenant => tenant.AddMonitor()).SaveAsync(Data);
        var before = await DatabaseNowAsync();

        await ClaimAsync();

        var after = await DatabaseNowAsync();
        var until = Assert.Single(await Data.AllAsync<ScheduledCheck>()).LeaseUntil.GetValueOrDefault();
        Assert.InRange(until - Lease, before, after);
    }

    [Fact]
    public async Task ClaimDueChecks_AfterTheLeaseEnded_TakesItAgainWithAHigherToken()
    {
        await new Tenant(Data.Now).Also(tenant => tenant.AddMonitor()).SaveAsync(Data);
        var first = Assert.Single(await ClaimAsync());
        await EndLeasesAsync();

        var second = Assert.Single(await ClaimAsync());

        Assert.Equal(first with { LeaseToken = first.LeaseToken + 1 }, second);
    }

    [Fact]
    public async Task ClaimDueChecks_SeveralNodesAtOnce_NeverShareOne()
    {
        var tenant = new Tenant(Data.Now);
        var monitors = Enumerable.Range(0, 500).Select(index => tenant.AddMonitor($"{index}").Id).ToHashSet();
        await tenant.SaveAsync(Data);
        var nodes = Enumerable.Range(0, 6).Select(_ => Data.AddNode()).ToList();

        var takings = await Task.WhenAll(nodes.Select(node => Task.Run(() => TakeAllAsync(node), Token)));

        var taken = takings.SelectMany(taking => taking).ToList();
        Assert.Equal(500, taken.Count);
        Assert.Equal(monitors, taken.Select(check => check.MonitorId).ToHashSet());
        Assert.All(taken, check => Assert.Equal(1, check.LeaseToken));
    }

    // Skipping what others have locked may yield nothing while there is something left, so one empty answer is not the end.
    private static async Task<List<ClaimedCheck>> TakeAllAsync(TestNode node)
    {
        var taken = new List<ClaimedCheck>();
        for (var empty = 0; empty < 5;)
        {
            var claimed = await ClaimAsync(node, most: 7, "default");
            taken.AddRange(claimed);
            empty = claimed.Count == 0 ? empty + 1 : 0;
        }

        return taken;
    }

    private Task<IReadOnlyList<ClaimedCheck>> ClaimAsync(int most = 100, string location = "default") => ClaimAsync(Data.Node, most, location);

    private static Task<IReadOnlyList<ClaimedCheck>> ClaimAsync(TestNode node, int most, string location) => node.Database.WriteAsync(
        DataScope.Everything, context => node.Database.Dialect.ClaimDueChecksAsync(context, location, most, Lease, Token), Token);

    private Task<int> EndLeasesAsync() => Data.WriteAsync(context => context.Set<ScheduledCheck>()
        .ExecuteUpdateAsync(row => row.SetProperty(check => check.LeaseUntil, Data.Now), Token));

    private Task<DateTimeOffset> DatabaseNowAsync() => Data.ReadAsync(context => Data.Node.Database.Dialect.NowAsync(context, Token));

    private static DateTimeOffset Micros(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

public sealed class ClaimTestsOnSqlite(PostgresServer server) : ClaimTests(DatabaseKind.Sqlite, server);

public sealed class ClaimTestsOnPostgres(PostgresServer server) : ClaimTests(DatabaseKind.Postgres, server);
