using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
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

    // A migration that was made beside another one, and not after it, knows a model that never was.
    [Fact]
    public async Task Model_BehindEachMigration_IsTheOneBeforeAndWhatItChanges() => await Data.ReadAsync(context =>
    {
        var (assembly, initializer) = (context.GetService<IMigrationsAssembly>(), context.GetService<IModelRuntimeInitializer>());
        IRelationalModel? before = null;
        foreach (var (id, type) in assembly.Migrations)
        {
            var migration = assembly.CreateMigration(type, context.Database.ProviderName!);
            var after = initializer.Initialize(migration.TargetModel, designTime: true, validationLogger: null).GetRelationalModel();

            var changes = context.GetService<IMigrationsModelDiffer>().GetDifferences(before, after);
            Assert.Equal([id, .. Kinds(migration.UpOperations)], [id, .. Kinds(changes)]);
            before = after;
        }

        return Task.FromResult(true);

        static IEnumerable<string> Kinds(IEnumerable<MigrationOperation> operations) => operations.Select(one => one.GetType().Name).Order(StringComparer.Ordinal);
    });
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

public sealed class MigrationTestsOnPostgres(PostgresServer server) : MigrationTests(DatabaseKind.Postgres, server)
{
    [Fact]
    public async Task MigrateAsync_WithARoleOfItsOwn_LeavesTheOtherWithoutTheRightTo()
    {
        var owner = Data.Node.Get<DatabaseSettings>().ConnectionString;
        var role = $"app_{Guid.CreateVersion7():n}";
        await Data.ExecuteAsync($"CREATE ROLE {role} LOGIN");
        try
        {
            await Data.ExecuteAsync($"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}");
            await using var node = TestNode.Build(
                new NpgsqlConnectionStringBuilder(owner) { Username = role }.ConnectionString, Data.Directory, Clock, migrations: owner);

            await node.MigrateAsync();

            Assert.Empty(await node.Database.ReadAsync(DataScope.Everything, context => context.Set<StaffUser>().ToListAsync(Token), Token));
            var failure = await Assert.ThrowsAsync<PostgresException>(() => node.Database.WriteAsync(
                DataScope.Everything, context => context.Database.ExecuteSqlRawAsync("DROP TABLE outbox", Token), Token));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, failure.SqlState);
        }
        finally
        {
            await Data.ExecuteAsync($"DROP OWNED BY {role}");
            await Data.ExecuteAsync($"DROP ROLE {role}");
        }
    }
}
