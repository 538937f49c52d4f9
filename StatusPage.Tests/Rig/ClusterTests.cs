using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>Two Web and two workers on one database, with nginx in front of them.</summary>
[Trait("Category", "Process")]
public sealed class ClusterTests
{
    [Fact]
    public async Task Outage_OfTheTarget_IsFoundByBothWorkersTogetherAndShownByEveryWeb()
    {
        // One check at a time and worker: two at once are two workers.
        await using var cluster = new Cluster(new ClusterOptions { HasNginx = true, Settings = ClusterOptions.Pairs(("StatusPage__ProbeSlots", "1")) });
        await cluster.StartAsync();
        cluster.Target.Delay = TimeSpan.FromMilliseconds(500);
        await cluster.Data.AddMonitorsAsync(count: 6, everySeconds: 5);
        await Patience.UntilAsync(() => cluster.Target.MostAtOnce == 2, "checks on both workers at once");

        cluster.Target.IsWell = false;
        await cluster.Data.ExecuteAsync("UPDATE monitors SET failures_to_down = 1");
        await cluster.Data.CheckNowAsync();

        await cluster.ShowAsync("major_outage");
        using var browser = cluster.Nginx!.Browser();
        Assert.StartsWith("major_outage", await browser.GetStringAsync("/status.txt", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var node in cluster.Nodes)
        {
            await node.EndAsync();
        }
    }
}
