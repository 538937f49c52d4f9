using StatusPage.Core.Components;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static StatusPage.Core.Components.ComponentStatus;

namespace StatusPage.Tests.Core.Components;

public abstract class ComponentQueriesTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    [Fact]
    public async Task ListAsync_OfHundreds_GoesByPageGroupAndPosition()
    {
        var tenant = new Tenant(Data.Now, "Zebra");
        var apes = tenant.AddPage("Apes");
        var group = tenant.AddGroup("Core");
        var components = Enumerable.Range(0, 300).Select(index => tenant.AddComponent($"{index}", index % 3 == 0 ? apes : null)).ToList();
        components[1].PutInto(group);
        await tenant.SaveAsync(Data);
        var expected = components.OrderBy(one => one.PageId != apes.Id).ThenBy(one => one.GroupId is not null);

        var listed = await Get<IComponentQueries>().ListAsync(tenant.Id, Token);

        Assert.Equal(expected.Select(one => one.Id), listed.Select(choice => choice.Id));
        Assert.Equal(new ComponentChoice(components[1].Id, "1", "Core", "Zebra", Operational), listed[^1]);
    }

    [Fact]
    public async Task ListAsync_OfComponentsWithSpans_SaysWhatIsInForce()
    {
        var tenant = new Tenant(Data.Now);
        var over = tenant.AddComponent("over");
        var troubled = tenant.AddComponent("troubled");
        Say(tenant, over, SpanSource.Incident, MajorOutage).End(Data.Now);
        Say(tenant, over, SpanSource.Monitor, Unknown);
        Say(tenant, troubled, SpanSource.Monitor, MajorOutage);
        Say(tenant, troubled, SpanSource.Maintenance, UnderMaintenance);
        await tenant.SaveAsync(Data);

        var listed = await Get<IComponentQueries>().ListAsync(tenant.Id, Token);

        Assert.Equal([("over", Unknown), ("troubled", UnderMaintenance)], listed.Select(choice => (choice.Name, choice.Status)));
    }

    [Fact]
    public async Task ListAsync_OfAnotherOrganization_ShowsNothingOfThis()
    {
        var tenant = new Tenant(Data.Now);
        tenant.AddComponent();
        await tenant.SaveAsync(Data);
        var other = await new Tenant(Data.Now, "Other").SaveAsync(Data);

        Assert.Empty(await Get<IComponentQueries>().ListAsync(other.Id, Token));
    }

    private static StatusSpan Say(Tenant tenant, ServiceComponent component, SpanSource source, ComponentStatus status) => tenant.Add(
        new StatusSpan(Guid.CreateVersion7(), tenant.Id, component.Id, source, status, tenant.Page.CreatedAt.AddHours(-1), Guid.CreateVersion7()));
}

public sealed class ComponentQueriesTestsOnSqlite(PostgresServer server) : ComponentQueriesTests(DatabaseKind.Sqlite, server);

public sealed class ComponentQueriesTestsOnPostgres(PostgresServer server) : ComponentQueriesTests(DatabaseKind.Postgres, server);
