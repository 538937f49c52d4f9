using System.Diagnostics;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>An operator ends nodes whose database does not answer any more.</summary>
[Trait("Category", "Process")]
public sealed class SilentEndTests
{
    // Promised are ten; the rest is for a machine on which much else runs.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(13);

    [Fact]
    public async Task Stop_DatabaseFrozen_EndsWellInTimeAndWithoutAStack()
    {
        await using var cluster = new Cluster(new ClusterOptions { Webs = 1, Workers = 1 });
        await cluster.StartAsync();
        await cluster.UntilScheduledAsync();
        await cluster.OwnServer.FreezeAsync();
        try
        {
            await Task.WhenAll(cluster.Nodes.Select(EndAsync));
        }
        finally
        {
            await cluster.OwnServer.ThawAsync();
        }

        cluster.AssertNoStacks();
    }

    private static async Task EndAsync(ClusterNode node)
    {
        var told = Stopwatch.GetTimestamp();
        await node.EndAsync();
        Assert.True(Stopwatch.GetElapsedTime(told) < Longest, $"{node.Name} took {Stopwatch.GetElapsedTime(told)}.");
    }
}
