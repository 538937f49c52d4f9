using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>How two nodes share five hundred monitors, and how late these are; the figures are printed for docs/operations.md.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class ShareMeasurement(PostgresServer server) : SharedJobsTests(server)
{
    private const int Monitors = 500;

    [Fact]
    public async Task TwoNodes_FiveHundredMonitorsEveryFiveSeconds_ShareThemAndAreInTime()
    {
        var nodes = new[] { AddNode(), AddNode() };
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await AddMonitorsAsync(Monitors, everySeconds: 5);

        await UntilAsync(
            async () => await ScalarAsync<long>("SELECT count(*) FROM (SELECT 1 FROM check_results GROUP BY monitor_id HAVING count(*) >= 5) AS enough") == Monitors,
            "five results of each monitor");
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));

        var results = await ScalarAsync<long>("SELECT count(*) FROM check_results");
        var late = await ListAsync("""
            SELECT round((percentile_cont(share) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - due_at)))::numeric, 3)::text
            FROM check_results, unnest(ARRAY[0.5, 0.99]) AS share GROUP BY share ORDER BY share
            """);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results} checks, shares {string.Join(" and ", nodes.Select(node => node.Looked.Count))}, lateness p50 {late[0]} s, p99 {late[1]} s"));
        Assert.Equal(nodes.Sum(node => node.Looked.Count), results);

        // Far from even would be one that gets hardly any.
        Assert.All(nodes, node => Assert.True(node.Looked.Count > results / 10, $"{node.Looked.Count} of {results}"));
    }
}
