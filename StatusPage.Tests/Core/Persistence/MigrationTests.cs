using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Persistence;

public abstract class MigrationTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    protected override bool Migrated => false;

    [Fact]
    public async Task MigrateAsync_EmptyDatabase_HasTheWholeModel()
    {
        await Data.Node.MigrateAsync();

        Assert.Empty(await Data.AllAsync<StaffUser>());
        Assert.Empty(await Data.ReadAsync(context => context.Database.GetPendingMigrationsAsync(Token)));
    }

    [Fact]
    public async Task MigrateAsync_ASecondTime_ChangesNothing()
    {
        await Data.Node.MigrateAsync();
        var before = await Data.ReadAsync(context => context.Database.GetAppliedMigrationsAsync(Token));

        await Data.Node.MigrateAsync();

        Assert.Equal(before, await Data.ReadAsync(context => context.Database.GetAppliedMigrationsAsync(Token)));
    }

    [Fact]
    public async Task MigrateAsync_ThreeNodesAtOnce_AllSucceed()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => Data.AddNode()).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(node.MigrateAsync, Token)));

        Assert.Empty(await Data.ReadAsync(context => context.Database.GetPendingMigrationsAsync(Token)));
    }

    [Fact]
    public async Task Model_BesideTheMigrations_HasNoPendingChanges()
    {
        var pending = await Data.ReadAsync(context => Task.FromResult(context.Database.HasPendingModelChanges()));

        Assert.False(pending);
    }
}

public sealed class MigrationTestsOnSqlite(PostgresServer server) : MigrationTests(DatabaseKind.Sqlite, server)
{
    // A process that is killed while it migrates leaves the row of EF's own lock behind.
    [Fact]
    public async Task MigrateAsync_AfterAKilledMigration_GoesOn()
    {
        await Data.Node.MigrateAsync();
        await Data.ExecuteAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
        await Data.ExecuteAsync("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""");

        var restarted = Data.AddNode().MigrateAsync();

        await restarted.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }
}

public sealed class MigrationTestsOnPostgres(PostgresServer server) : MigrationTests(DatabaseKind.Postgres, server);
