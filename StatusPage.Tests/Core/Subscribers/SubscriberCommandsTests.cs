using StatusPage.Core;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Subscribers;

public abstract class SubscriberCommandsTests(DatabaseKind kind, PostgresServer server) : SubscriberTests(kind, server)
{
    [Fact]
    public async Task List_Filtered_ShowsThoseAndCountsAll()
    {
        await SubscribeAsync("ada@example.com", page: null, Api);
        await AskAsync("bob@example.com");

        var list = await Get<ISubscriberQueries>().ListAsync(Tenant.As(Role.Admin), new SubscriberFilter(Text: "ADA"), Token);

        var row = Assert.Single(list.Items);
        Assert.Equal(("ada@example.com", SubscriberState.Confirmed, 1, "Acme"), (row.Address, row.State, row.Components, row.PageName));
        Assert.Equal((1, 1), Assert.Single(list.Pages) is var page ? (page.Confirmed, page.Pending) : default);
        Assert.Equal(1, list.Matching);
    }

    [Fact]
    public async Task Remove_Somebody_ForgetsTheAddress()
    {
        await SubscribeAsync("ada@example.com", page: null, Api);
        var id = (await FindAsync("ada@example.com")).Id;

        await Get<ISubscriberCommands>().RemoveAsync(Tenant.As(Role.Admin), id, Token);

        Assert.Empty(await Data.AllAsync<Subscriber>());
        var entry = (await Data.AllAsync<AuditEntry>()).Single(row => row.Action == "subscriber.removed");
        Assert.Equal((null, null), (entry.Before, entry.After));
    }

    [Fact]
    public async Task Export_OfMoreThanABatch_GivesAllWhoConfirmedOnceAndIsWrittenDown()
    {
        await SubscribeAsync("ada@example.com", page: null, Web, Api);
        await AskAsync("pending@example.com");
        await ManyAsync(SubscriberExport.Batch);

        var rows = await (await Get<ISubscriberExport>().BeginAsync(Tenant.As(Role.Admin), Token)).ToListAsync(Token);

        Assert.Equal(SubscriberExport.Batch + 1, rows.Select(row => row.Address).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(SubscriberExport.Batch + 1, rows.Count);
        Assert.Equal(("Acme", "API; Web", Data.Now), rows.Single(row => row.Address == "ada@example.com") is var ada ? (ada.PageName, string.Join("; ", ada.Components), ada.ConfirmedAt) : default);
        var entry = (await Data.AllAsync<AuditEntry>()).Single(row => row.Action == "subscriber.exported");
        Assert.Equal($$"""{"count":{{SubscriberExport.Batch + 1}}}""", entry.After);
    }

    [Fact]
    public async Task Export_OfAnotherOrganisation_IsEmpty()
    {
        await SubscribeAsync("ada@example.com");
        var other = await new Tenant(Data.Now).SaveAsync(Data);

        Assert.Empty(await (await Get<ISubscriberExport>().BeginAsync(other.As(Role.Owner), Token)).ToListAsync(Token));
    }

    [Fact]
    public async Task Foreigners_SeeAndRemoveNobody()
    {
        await SubscribeAsync("ada@example.com");
        var other = await new Tenant(Data.Now).SaveAsync(Data);
        var id = (await FindAsync("ada@example.com")).Id;

        Assert.Empty((await Get<ISubscriberQueries>().ListAsync(other.As(Role.Owner), new SubscriberFilter(), Token)).Items);
        await Assert.ThrowsAsync<NotFoundException>(() => Get<ISubscriberCommands>().RemoveAsync(other.As(Role.Owner), id, Token));
    }

    [Fact]
    public async Task Operators_AreToldNothing()
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => Get<ISubscriberQueries>().ListAsync(Tenant.Operator, new SubscriberFilter(), Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Get<ISubscriberCommands>().RemoveAsync(Tenant.Operator, SubscriberId.New(), Token));
    }
}

public sealed class SubscriberCommandsTestsOnSqlite(PostgresServer server) : SubscriberCommandsTests(DatabaseKind.Sqlite, server);

public sealed class SubscriberCommandsTestsOnPostgres(PostgresServer server) : SubscriberCommandsTests(DatabaseKind.Postgres, server);
