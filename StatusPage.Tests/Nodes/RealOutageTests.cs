using System.Net;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Nodes;

/// <summary>The day on which PostgreSQL is gone, and Redis with it or not.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class RealOutageTests : IAsyncLifetime
{
    private readonly TwoWebs _nodes = new();
    private readonly TempFolder _fresh = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _nodes.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        _fresh.Dispose();
    }

    [Fact]
    public async Task DatabaseAndRedis_BothAway_PagesAreServedFromMemoryAndAfterARestartFromDisk()
    {
        await _nodes.Cluster.OwnServer.KillAsync();
        await _nodes.Redis.KillAsync();

        await AssertServesWithoutBothAsync(_nodes.First);
        await _nodes.Second.KillAsync();
        _nodes.Second.Start();
        await _nodes.Second.ReadyAsync();
        await AssertServesWithoutBothAsync(_nodes.Second);
        Assert.Equal("False", await TwoWebs.SaidAsync(_nodes.Second, "migrated"));

        await _nodes.Cluster.OwnServer.StartAsync();
        await _nodes.Redis.StartAsync();
        await _nodes.SaysAsync("up");
        await Patience.UntilAsync(async () => await TwoWebs.SaidAsync(_nodes.Second, "database") == "up", "the database");
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);
        await _nodes.DelaysAsync(viewer, changes: 1, "After both came back");
    }

    [Fact]
    public async Task FreshNode_WithoutDatabaseAndCopies_ServesWhatIsInRedis()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);
        await _nodes.DelaysAsync(viewer, changes: 1, "Before");
        await _nodes.Cluster.ShowAsync("major_outage");
        await _nodes.Cluster.OwnServer.KillAsync();

        await using var fresh = AppProcess.Start(_fresh.Path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Database"] = _nodes.Cluster.OwnServer.Address,
            ["ConnectionStrings__Redis"] = _nodes.Redis.Address,
        });

        await fresh.ShowsAsync("major_outage", Token);
        await fresh.ReadyAsync(Token);
        Assert.StartsWith("major_outage", await fresh.Http.GetStringAsync("/s/northwind/status.txt", Token), StringComparison.Ordinal);
    }

    private static async Task AssertServesWithoutBothAsync(ClusterNode node)
    {
        await Patience.UntilAsync(
            async () => await TwoWebs.SaidAsync(node, "redis") == "down" && await TwoWebs.SaidAsync(node, "database") == "down", "it to say what is missing");
        using var page = await node.Http.GetAsync("/s/northwind", Token);
        using var live = await node.Http.GetAsync("/s/northwind/live.json", Token);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("as_of", await live.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
