using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>Two Web and a worker behind an nginx that tests reload and kill, and put right again.</summary>
public sealed class ProxiedCluster : IAsyncLifetime
{
    // In place of a minute, for which nobody wants to wait.
    private const int KeepsSockets = 1;

    internal Cluster Cluster { get; } = new(new ClusterOptions { Workers = 1, HasRedis = true, HasNginx = true });

    internal NginxServer Nginx => Cluster.Nginx ?? throw new InvalidOperationException("The cluster has no nginx.");

    public async ValueTask InitializeAsync()
    {
        Nginx.KeepsSockets = KeepsSockets;
        await Cluster.StartAsync();

        // Each change of the target is one of the page.
        await Cluster.Data.ExecuteAsync("UPDATE monitors SET failures_to_down = 1, successes_to_up = 1, every_seconds = 5");
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    /// <summary>Whatever the test before has left.</summary>
    internal async Task MendAsync()
    {
        foreach (var node in Cluster.Nodes.Where(node => !node.IsRunning))
        {
            await node.RestartAsync();
        }

        if (!Nginx.IsRunning)
        {
            await Nginx.StartAsync();
        }

        await TurnAsync(isWell: true);
    }

    /// <summary>Lets the target stop or work again, and waits until every Web shows it.</summary>
    internal async Task TurnAsync(bool isWell)
    {
        Cluster.Target.IsWell = isWell;
        await Cluster.Data.CheckNowAsync();
        await Cluster.ShowAsync(isWell ? "operational" : "major_outage");
    }
}
