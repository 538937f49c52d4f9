using Microsoft.Extensions.Hosting;
using StatusPage.Core.Locations;
using StatusPage.Core.Nodes;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Nodes;

public abstract class SystemQueriesTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    [Fact]
    public async Task Read_WithNodesThatReport_SaysWhichAreThere()
    {
        await ReportAsync(Data.Node);
        await ReportAsync(Data.AddNode());
        await ReportAsync(Data.Node);
        await Data.ExecuteAsync(AgeOne);

        var nodes = (await Get<ISystemQueries>().ReadAsync(Owner, Token)).Nodes;

        Assert.Equal([true, false], nodes.Select(node => node.IsLive));
        Assert.All(nodes, node => Assert.NotEmpty(node.Version));
    }

    [Fact]
    public async Task Read_WithWorkThatWaits_SaysHowLong()
    {
        await Get<ILocations>().ReportAsync(Token);
        Tenant.AddMonitor(location: "default");
        Tenant.AddMonitor(location: "mars");
        await Tenant.SaveAsync(Data);
        await Get<IInvitationCommands>().InviteAsync(Owner, InvitationId.New(), "bob@example.com", Role.Viewer, Token);

        var system = await Get<ISystemQueries>().ReadAsync(Owner, Token);

        Assert.Equal(Data.Kind, system.Database);
        Assert.NotEmpty(system.DatabaseVersion);
        Assert.Equal(["default"], system.Locations.Select(location => location.Name));
        Assert.Equal([new UnservedLocation("mars", 1)], system.Unserved);
        Assert.True(system.Lateness > TimeSpan.FromDays(1));
        Assert.Equal(("invitation", 1, 0), (system.Outbox.Single().Kind, system.Outbox.Single().Waiting, system.Outbox.Single().Parked));
        Assert.NotNull(system.Outbox.Single().Oldest);
        Assert.Equal((2, 1, 1, false), (system.Checks, system.Pages, system.PagesBehind, system.MailIsOn));
    }

    private string AgeOne => Data.Kind is DatabaseKind.Sqlite
        ? "UPDATE nodes SET last_seen_at = last_seen_at - 60000000 WHERE name = (SELECT max(name) FROM nodes)"
        : "UPDATE nodes SET last_seen_at = last_seen_at - interval '1 minute' WHERE name = (SELECT max(name) FROM nodes)";

    private static Task ReportAsync(TestNode node) => node.Get<IEnumerable<IHostedService>>().OfType<NodeBeat>().Single().ReportAsync(Token);
}

public sealed class SystemQueriesTestsOnSqlite(PostgresServer server) : SystemQueriesTests(DatabaseKind.Sqlite, server);

public sealed class SystemQueriesTestsOnPostgres(PostgresServer server) : SystemQueriesTests(DatabaseKind.Postgres, server);
