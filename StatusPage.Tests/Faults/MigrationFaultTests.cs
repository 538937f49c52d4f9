using Npgsql;
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

    [Fact]
    public async Task Flt19_ServerVanishesWhileOneWaitsForAnother_IsNoticedAndTriedAgain()
    {
        const string Waiting = "SELECT query_start::text FROM pg_stat_activity WHERE query LIKE 'SELECT pg_advisory_lock%' AND wait_event_type = 'Lock'";
        const string Lock = "SELECT pg_advisory_lock(x'537461747573'::bigint)";
        const string NotYet = "The database cannot be brought up to date";
        await using var cluster = new Cluster(new ClusterOptions { Webs = 1, Workers = 0, HasDatabaseLine = true });
        await cluster.StartServersAsync();
        var web = cluster.Webs[0];
        await using (var other = await cluster.Data.OpenAsync())
        {
            await using var holding = new NpgsqlCommand(Lock, other);
            await holding.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            web.Start();
            IReadOnlyList<string> first = [];
            await Patience.UntilAsync(async () => (first = await cluster.Data.QueryAsync<string>(Waiting)).Count > 0, "somebody who waits", TimeSpan.FromSeconds(60));
            await Patience.UntilAsync(
                async () => await cluster.Data.QueryAsync<string>(Waiting) is [var next] && next != first[0], "another question", TimeSpan.FromSeconds(60));
            Assert.DoesNotContain(web.Output, line => line.Contains("lock timeout", StringComparison.Ordinal));

            var known = web.Output.Count;
            cluster.DatabaseLine!.Freeze();
            await Patience.UntilAsync(
                () => web.Output.Skip(known).Any(line => line.Contains(NotYet, StringComparison.Ordinal)), "word of the server that does not answer", TimeSpan.FromSeconds(60));
        }

        cluster.DatabaseLine.Heal();
        await cluster.ReadyAsync();
        await web.App.LineAsync(line => line.Contains("The database is up to date", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        cluster.AssertNoStacks();
    }
}
