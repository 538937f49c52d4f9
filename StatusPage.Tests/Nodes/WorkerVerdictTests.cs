using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Nodes;

/// <summary>Two Web processes and a worker that has nobody to tell but them.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class WorkerVerdictTests
{
    [Fact]
    public async Task Verdict_OfAWorker_ReachesViewersOfEveryWebWithinASecond()
    {
        await using var nodes = new TwoWebs(hasWorker: true);
        await nodes.StartAsync();
        await using var first = await HubViewer.WatchAsync(nodes.First.Address);
        await using var second = await HubViewer.WatchAsync(nodes.Second.Address);

        var delays = await nodes.DelaysAsync(second, changes: 7, "From the check of a worker to a viewer");

        await first.HearsAsync(second.Versions[^1]);
        Assert.InRange(delays[3], TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
