using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

public abstract class SchemaTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    protected abstract string RequiredColumns { get; }

    [Fact]
    public async Task OrganizationId_InEveryOwnedTable_IsRequired()
    {
        var owned = await Data.ReadAsync(context => Task.FromResult(context.Model.GetEntityTypes()
            .Where(entity => typeof(IOwned).IsAssignableFrom(entity.ClrType)).Select(entity => entity.GetTableName()).Order().ToList()));

        var required = await Data.QueryAsync<string>(RequiredColumns);

        Assert.True(owned.Count >= 14);
        Assert.Equal(owned, required.Where(table => table is not "organizations").Order());
    }

    [Fact]
    public async Task Instants_SavedInAnyOffset_ComeBackToTheMicrosecondInUtc()
    {
        var precise = new DateTimeOffset(1969, 7, 20, 22, 17, 40, TimeSpan.FromHours(2)).AddMicroseconds(123_457);
        await new Tenant(precise).SaveAsync(Data);

        var kept = Assert.Single(await Data.AllAsync<Organization>()).CreatedAt;

        Assert.Equal(precise, kept);
        Assert.Equal(TimeSpan.Zero, kept.Offset);
    }

    [Fact]
    public async Task Instants_OfDifferentOffsets_AreOrderedAndComparedAsInstants()
    {
        DateTimeOffset[] instants =
            [Noon.AddMicroseconds(1), Noon.ToOffset(TimeSpan.FromHours(9)), Noon.AddTicks(-10).ToOffset(TimeSpan.FromHours(-7)), Noon.AddYears(-80)];
        await Data.AddAsync(instants.Select((at, index) => new Organization(OrganizationId.New(), $"{index}", at)));

        var ordered = await Data.ReadAsync(context =>
            context.Set<Organization>().OrderBy(row => row.CreatedAt).Select(row => row.Name).ToListAsync(Token));
        var early = await Data.ReadAsync(context => context.Set<Organization>().CountAsync(row => row.CreatedAt < Noon, Token));

        Assert.Equal(["3", "2", "1", "0"], ordered);
        Assert.Equal(2, early);
    }

    [Fact]
    public async Task Enumerations_InTheirColumns_AreSnakeCaseWords()
    {
        var tenant = new Tenant(Noon);
        foreach (var status in Enum.GetValues<ComponentStatus>())
        {
            tenant.Add(new StatusSpan(
                Guid.CreateVersion7(), tenant.Id, ServiceComponentId.New(), SpanSource.Monitor, status, Noon, Guid.CreateVersion7()));
        }

        await tenant.SaveAsync(Data);

        var words = await Data.QueryAsync<string>("SELECT status AS \"Value\" FROM spans ORDER BY status");
        Assert.Equal(["degraded_performance", "major_outage", "operational", "partial_outage", "under_maintenance", "unknown"], words);
        Assert.Equal(Enum.GetValues<ComponentStatus>(), (await Data.AllAsync<StatusSpan>()).Select(span => span.Status).Order());
    }

    [Fact]
    public async Task Monitor_WithAllItsSettings_ComesBackTheSame()
    {
        var tenant = new Tenant(Noon);
        var monitor = tenant.AddMonitor();
        monitor.Tune(2_500, new Thresholds(3, 4, 800));
        await tenant.SaveAsync(Data);

        var kept = Assert.Single(await Data.AllAsync<StatusMonitor>());

        Assert.Equal((monitor.Http, monitor.Schedule, monitor.Thresholds, 2_500), (kept.Http, kept.Schedule, kept.Thresholds, kept.TimeoutMs));
    }
}

public sealed class SchemaTestsOnSqlite(PostgresServer server) : SchemaTests(DatabaseKind.Sqlite, server)
{
    protected override string RequiredColumns =>
        """SELECT m.name AS "Value" FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'organization_id' AND c."notnull" """;
}

public sealed class SchemaTestsOnPostgres(PostgresServer server) : SchemaTests(DatabaseKind.Postgres, server)
{
    protected override string RequiredColumns =>
        "SELECT table_name AS \"Value\" FROM information_schema.columns WHERE column_name = 'organization_id' AND is_nullable = 'NO'";
}
