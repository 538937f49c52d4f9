namespace StatusPage.Tests.Nodes;

/// <summary>For tests that do harm to the Redis of the one pair of nodes that they share, one after the other.</summary>
public sealed class SharedTwoWebs : IAsyncLifetime
{
    internal TwoWebs Nodes { get; } = new();

    public async ValueTask InitializeAsync() => await Nodes.StartAsync();

    public ValueTask DisposeAsync() => Nodes.DisposeAsync();

    /// <summary>Whatever the test before has left.</summary>
    internal async Task MendAsync()
    {
        foreach (var node in Nodes.Cluster.Webs.Where(node => !node.IsRunning))
        {
            await node.RestartAsync();
        }

        await Nodes.Redis.ThawAsync();
        if (!Nodes.Redis.IsRunning)
        {
            await Nodes.Redis.StartAsync();
        }

        await Nodes.SaysAsync("up");
    }
}
