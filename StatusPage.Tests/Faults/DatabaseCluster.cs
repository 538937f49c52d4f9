using System.Globalization;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>Two Web and two workers on a server that tests do harm to. They are started before there is one.</summary>
public sealed class DatabaseCluster : IAsyncLifetime
{
    /// <summary>Of each worker.</summary>
    public const int Slots = 16;

    /// <summary>Beside the first one, which is the page's.</summary>
    public const int Monitors = 40;

    // Longer than any patience that a start has; that a minute makes no difference was seen by hand.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(8);

    /// <summary>What the cluster had before its database was there.</summary>
    public IReadOnlyList<string> BeforeDatabase { get; private set; } = [];

    internal Cluster Cluster { get; } = new(new ClusterOptions
    {
        DatabaseSettings = ["max_connections=60"],
        DatabaseParameters = ";Maximum Pool Size=12",

        // Fewer than there are monitors, so that many due checks are never one worker's alone.
        Settings = ClusterOptions.Pairs(("StatusPage__ProbeSlots", Slots.ToString(CultureInfo.InvariantCulture))),
    });

    public async ValueTask InitializeAsync()
    {
        await Cluster.Target.StartAsync();
        foreach (var node in Cluster.Nodes)
        {
            node.Start();
        }

        await Task.WhenAll(Cluster.Nodes.Select(node => node.App.UntilAsync(() => AnswersAsync(node, "/health/live"), "life", TestContext.Current.CancellationToken)));

        // That time passes is the fault.
        await Task.Delay(Late, TimeProvider.System, TestContext.Current.CancellationToken);
        BeforeDatabase = [.. await Task.WhenAll(Cluster.Nodes.Select(StateAsync))];
        await Cluster.OwnServer.StartAsync();
        await Cluster.ReadyAsync();
        await Cluster.ShowAsync("operational");

        // So that each change of the target is one of the page, and a lease is no longer than it must be.
        await Cluster.Data.ExecuteAsync("UPDATE monitors SET failures_to_down = 1, successes_to_up = 1, timeout_ms = 4000, every_seconds = 5");
        await Cluster.Data.AddMonitorsAsync(Monitors, everySeconds: 5);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    internal static async Task<bool> AnswersAsync(ClusterNode node, string path)
    {
        using var answer = await node.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>A change that a worker finds reaches the page on every Web, and so does the next one.</summary>
    internal async Task AssertWorksAsync()
    {
        foreach (var (isWell, status) in new[] { (false, "major_outage"), (true, "operational") })
        {
            Cluster.Target.IsWell = isWell;
            await Cluster.Data.CheckNowAsync();
            await Cluster.ShowAsync(status);
        }
    }

    /// <summary>Waits until every monitor has a result of a check that was begun since then, by the database's clock.</summary>
    internal Task AllCheckedAsync(DateTime since, Guid? except = null) => Cluster.Workers.First(worker => worker.IsRunning).App.UntilAsync(
        async () => await Cluster.Data.ScalarAsync<long>($"""
            SELECT count(*) FROM monitors WHERE id IS DISTINCT FROM {(except is { } id ? $"'{id}'" : "NULL")}
                AND NOT EXISTS (SELECT 1 FROM check_results WHERE monitor_id = monitors.id AND started_at > '{since:O}')
            """) == 0,
        "a check of every monitor",
        TestContext.Current.CancellationToken);

    internal Task<DateTime> NowAsync() => Cluster.Data.ScalarAsync<DateTime>("SELECT clock_timestamp()");

    private static async Task<string> StateAsync(ClusterNode node) =>
        $"{node.Name} {(node.IsRunning ? "runs" : "ended")}, ready {await AnswersAsync(node, "/health/ready")}";
}
