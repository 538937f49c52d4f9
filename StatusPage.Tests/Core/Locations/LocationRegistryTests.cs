using Microsoft.EntityFrameworkCore;
using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Locations;

public abstract class LocationRegistryTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly EgressPolicy Open = new(AllowPrivate: true, [new(new([10, 1, 0, 0]), 16), new(new([192, 168, 7, 0]), 24)]);
    private static readonly EgressPolicy Narrow = new(AllowPrivate: false, [new(new([192, 168, 7, 0]), 24)]);

    [Fact]
    public async Task Report_OfANewNode_TellsOfItsLocationAndPolicy()
    {
        await NodeAt("paris", Open).ReportAsync(Token);

        var paris = Assert.Single(await AllAsync());

        Assert.Equal(("paris", 1, true), (paris.Name, paris.LiveNodes, paris.Policy.AllowPrivate));
        Assert.Equal(Open.AllowedNetworks, paris.Policy.AllowedNetworks);
    }

    [Fact]
    public async Task Report_ASecondTime_MovesOnlyWhenItWasHeard()
    {
        var node = NodeAt("paris", Open);
        await node.ReportAsync(Token);
        var first = Assert.Single(await Data.AllAsync<LocationNode>());

        await node.ReportAsync(Token);

        var second = Assert.Single(await Data.AllAsync<LocationNode>());
        Assert.Equal(first.StartedAt, second.StartedAt);
        Assert.True(second.LastSeenAt > first.LastSeenAt);
    }

    [Fact]
    public async Task All_NodesOfOneLocationDiffer_AllowsWhatAllOfThemDo()
    {
        await NodeAt("paris", Open).ReportAsync(Token);
        await NodeAt("paris", Narrow).ReportAsync(Token);
        await NodeAt("oslo", Open).ReportAsync(Token);

        var all = await AllAsync();

        Assert.Equal([("oslo", 1, true), ("paris", 2, false)], all.Select(location => (location.Name, location.LiveNodes, location.Policy.AllowPrivate)));
        Assert.Equal(Narrow.AllowedNetworks, all[1].Policy.AllowedNetworks);
    }

    [Fact]
    public async Task All_NobodyHeardForAWhile_KeepsTheLocationAndTheLastPolicy()
    {
        await NodeAt("paris", Open).ReportAsync(Token);
        await AgeAsync(TimeSpan.FromSeconds(30));
        await NodeAt("paris", Narrow).ReportAsync(Token);
        await AgeAsync(TimeSpan.FromSeconds(30));

        var paris = Assert.Single(await AllAsync());

        Assert.Equal((0, false), (paris.LiveNodes, paris.Policy.AllowPrivate));
    }

    [Fact]
    public async Task Report_BesideNodesThatEndedLongAgo_ForgetsThem()
    {
        await NodeAt("paris", Open).ReportAsync(Token);
        await AgeAsync(TimeSpan.FromDays(29));
        await NodeAt("oslo", Open).ReportAsync(Token);
        await AgeAsync(TimeSpan.FromHours(2));

        await NodeAt("oslo", Open).ReportAsync(Token);
        Assert.Equal(["oslo", "paris"], (await Data.AllAsync<LocationNode>()).Select(row => row.Name).Order());
        await AgeAsync(TimeSpan.FromDays(1));
        await NodeAt("oslo", Open).ReportAsync(Token);

        Assert.Equal(["oslo"], (await Data.AllAsync<LocationNode>()).Select(row => row.Name));
    }

    [Fact]
    public async Task Unserved_ChecksWhereNobodyIs_AreCountedByLocation()
    {
        var tenant = new Tenant(Data.Now);
        var monitor = tenant.AddMonitor(location: "paris");
        tenant.AddCheck(monitor, "oslo");
        tenant.AddMonitor(location: "oslo");
        await tenant.SaveAsync(Data);
        await NodeAt("oslo", Open).ReportAsync(Token);
        await AgeAsync(TimeSpan.FromMinutes(1));
        await NodeAt("paris", Open).ReportAsync(Token);

        Assert.Equal([new UnservedLocation("oslo", 2)], await Get<ILocations>().UnservedAsync(Token));

        await Data.WriteAsync(context => context.Set<StatusMonitor>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Paused, true), Token));
        Assert.Empty(await Get<ILocations>().UnservedAsync(Token));
    }

    private LocationRegistry NodeAt(string location, EgressPolicy policy) =>
        new(Data.Node.Database, new NodeOptions($"{Guid.CreateVersion7():n}", location, "/"), policy);

    private Task<IReadOnlyList<LocationView>> AllAsync() => Get<ILocations>().AllAsync(Token);

    private async Task AgeAsync(TimeSpan age)
    {
        foreach (var row in await Data.AllAsync<LocationNode>())
        {
            var earlier = row.LastSeenAt - age;
            await Data.WriteAsync(context => context.Set<LocationNode>().Where(one => one.Node == row.Node)
                .ExecuteUpdateAsync(one => one.SetProperty(node => node.LastSeenAt, earlier), Token));
        }
    }
}

public sealed class LocationRegistryTestsOnSqlite(PostgresServer server) : LocationRegistryTests(DatabaseKind.Sqlite, server);

public sealed class LocationRegistryTestsOnPostgres(PostgresServer server) : LocationRegistryTests(DatabaseKind.Postgres, server);
