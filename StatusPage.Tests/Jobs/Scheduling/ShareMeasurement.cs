using System.Globalization;
using Microsoft.Extensions.Logging;
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
        foreach (var (level, text) in nodes.SelectMany(node => node.Lines).Where(line => line.Level >= LogLevel.Warning).Take(20))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{level} {text}");
        }

        // What could not be recorded before the end was handed back; nothing was taken from a node that lives.
        var unfinished = await ScalarAsync<long>($"SELECT sum(lease_token)::bigint - 2 * {results} FROM scheduled_checks");
        Assert.InRange(nodes.Sum(node => node.Looked.Count), results, results + unfinished);
        Assert.DoesNotContain(nodes.SelectMany(node => node.Lines), line => line.Text.Contains("passed to another node", StringComparison.Ordinal));

        // Far from even would be one that gets hardly any.
        Assert.All(nodes, node => Assert.True(node.Looked.Count > results / 10, $"{node.Looked.Count} of {results}"));
    }
}
