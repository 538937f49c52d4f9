using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Stories;

/// <summary>The role that works all day may not change the schema; another one makes it.</summary>
[Trait("Category", "Process")]
public sealed class TwoRolesTests(PostgresServer postgres)
{
    [Fact]
    public async Task FirstStart_RoleThatMayNotChangeTheSchema_WorksWithTheOneThatMay()
    {
        await using var roles = await TwoRoles.CreateAsync(await postgres.AddressAsync());
        await using var cluster = new Cluster(new ClusterOptions
        {
            Database = roles.Runtime,
            Settings = ClusterOptions.Pairs(("ConnectionStrings__Migrations", roles.Owner)),
        });

        await cluster.StartAsync();

        await cluster.UntilScheduledAsync();
        Assert.Equal(1, await cluster.Data.ScalarAsync<long>(
            "SELECT count(DISTINCT tableowner) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> current_user"));
        Assert.DoesNotContain(cluster.Nodes.SelectMany(node => node.Output), line => line.Contains("permission denied", StringComparison.Ordinal));
        cluster.AssertNoStacks();
    }

    [Fact]
    public async Task LaterStart_RoleOfMigrationsIsRefused_WorksAllTheSame()
    {
        await using var roles = await TwoRoles.CreateAsync(await postgres.AddressAsync());
        await using (var first = new Cluster(new ClusterOptions { Webs = 1, Workers = 1, Database = roles.Runtime, Settings = ClusterOptions.Pairs(("ConnectionStrings__Migrations", roles.Owner)) }))
        {
            await first.StartAsync();
            await first.UntilScheduledAsync();
        }

        await using var later = new Cluster(new ClusterOptions
        {
            Webs = 1,
            Workers = 1,
            Database = roles.Runtime,
            Settings = ClusterOptions.Pairs(("ConnectionStrings__Migrations", $"{roles.Owner};Username=nobody_at_all")),
        });
        await later.StartNodesAsync();

        await later.UntilScheduledAsync();
    }

    [Fact]
    public async Task Worker_ThatMayNotMakeTheSchedulersTables_TakesPartOnceAnotherHasMadeThem()
    {
        await using var roles = await TwoRoles.CreateAsync(await postgres.AddressAsync());
        await using var cluster = new Cluster(new ClusterOptions
        {
            Webs = 1,
            Database = roles.Runtime,
            Settings = ClusterOptions.Pairs(("ConnectionStrings__Migrations", roles.Owner)),
            NodeSettings = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
            {
                ["jobs-1"] = ClusterOptions.Pairs(("ConnectionStrings__Migrations", "")),
            },
        });
        await cluster.StartServersAsync();
        cluster.Webs[0].Start();
        await cluster.ReadyAsync();
        cluster.Workers[0].Start();
        await cluster.Workers[0].App.LineAsync(
            line => line.Contains("permission denied for schema", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        cluster.Workers[1].Start();

        await cluster.UntilScheduledAsync();
        cluster.AssertNoStacks();
    }
}
