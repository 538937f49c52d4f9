using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

public abstract class VersionTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    [Fact]
    public async Task Version_WithEverySavedChange_GrowsByOne()
    {
        await SaveComponentAsync();
        var first = await VersionAsync();

        await DescribeAsync("one");
        await DescribeAsync("two");

        Assert.Equal((1, 3), (first, await VersionAsync()));
    }

    [Fact]
    public async Task Version_WithoutAChange_StaysTheSame()
    {
        await SaveComponentAsync();
        await DescribeAsync("same");

        await DescribeAsync("same");

        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task WriteAsync_TwoEditsOfOneReading_RefusesTheSecond()
    {
        await SaveComponentAsync();
        await using var scope = Data.AddNode().Get<IDbContextFactory<StatusPageContext>>().CreateDbContext();
        var stale = await scope.Set<ServiceComponent>().SingleAsync(Token);
        await DescribeAsync("first");

        stale.Describe("second");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => scope.SaveChangesAsync(Token));

        Assert.Equal("first", Assert.Single(await Data.AllAsync<ServiceComponent>()).Description);
    }

    [Fact]
    public async Task WriteAsync_ThatThrows_SavesAndPublishesNothing()
    {
        await SaveComponentAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Data.WriteAsync<bool>(async context =>
        {
            (await context.Set<ServiceComponent>().SingleAsync(Token)).Describe("half");
            await context.SaveChangesAsync(Token);
            throw new InvalidOperationException("in the middle");
        }));

        Assert.Null(Assert.Single(await Data.AllAsync<ServiceComponent>()).Description);
        await DescribeAsync("after it");
    }

    [Fact]
    public async Task WriteAsync_TwentyAtOnce_LosesNone()
    {
        await SaveComponentAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Data.AddAsync(new Tenant(Data.Now).AddComponent()), Token)));

        Assert.Equal(21, (await Data.AllAsync<ServiceComponent>()).Count);
    }

    private async Task SaveComponentAsync()
    {
        var tenant = new Tenant(Data.Now);
        tenant.AddComponent();
        await tenant.SaveAsync(Data);
    }

    private async Task<int> VersionAsync() => Assert.Single(await Data.AllAsync<ServiceComponent>()).Version;

    private async Task DescribeAsync(string description) => await Data.WriteAsync(async context =>
    {
        (await context.Set<ServiceComponent>().SingleAsync(Token)).Describe(description);
        return true;
    });
}

public sealed class VersionTestsOnSqlite(PostgresServer server) : VersionTests(DatabaseKind.Sqlite, server);

public sealed class VersionTestsOnPostgres(PostgresServer server) : VersionTests(DatabaseKind.Postgres, server);
