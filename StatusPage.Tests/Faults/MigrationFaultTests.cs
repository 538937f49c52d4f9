using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

[Trait("Category", "Process")]
public sealed class MigrationFaultTests(PostgresServer postgres)
{
    [Fact]
    public async Task Flt19_ThreeMigrateAtOnceAndOneIsKilledMidway_OneOfTheOthersGoesOn()
    {
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        using var folder = new TempFolder();
        var armed = folder.PathOf("armed");
        await File.WriteAllTextAsync(armed, "", TestContext.Current.CancellationToken);
        await using (var cluster = new Cluster(new ClusterOptions
        {
            Webs = 2,
            Workers = 1,
            Database = database,
            Settings = ClusterOptions.Pairs(
                ("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location),
                (StartupHook.PointVariable, StartupHook.InMigration),
                (StartupHook.ArmedVariable, armed)),
        }))
        {
            await cluster.StartServersAsync();
            foreach (var node in cluster.Nodes)
            {
                node.Start();
            }

            await Patience.UntilAsync(() => cluster.Nodes.Any(node => !node.IsRunning), "the death of the one that migrates", TimeSpan.FromSeconds(60));
            await cluster.ReadyAsync();
            var killed = Assert.Single(cluster.Nodes, node => !node.IsRunning);
            await killed.RestartAsync();
            await cluster.ShowAsync("operational");

            Assert.Equal(1, await cluster.Data.ScalarAsync<long>("SELECT count(*) FROM pages"));
            cluster.AssertNoStacks();
        }

        await postgres.DropAsync(database);
    }
}
