using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Faults;

/// <summary>The whole shape loses one process after the other, with no word, while customers look and a board hangs on the wall.</summary>
[Trait("Category", "Browser")]
[Collection(Alone.Name)]
public sealed class KilledProcessTests(Chromium chromium, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowestPage = TimeSpan.FromMilliseconds(100);

    private readonly Cluster _cluster = new(new ClusterOptions { HasRedis = true, HasNginx = true });
    private bool _isWell = true;

    public async ValueTask InitializeAsync()
    {
        await _cluster.StartAsync();
        await _cluster.Data.ExecuteAsync("UPDATE monitors SET failures_to_down = 1, successes_to_up = 1, timeout_ms = 4000, every_seconds = 5");
        await _cluster.Data.AddMonitorsAsync(20, everySeconds: 5);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Kill_OfOneProcessAfterTheOther_CostsNoPageNoResultAndNoClick()
    {
        var (first, second) = (_cluster.Webs[0], _cluster.Webs[1]);
        var (worker, redis) = (_cluster.Workers[0], _cluster.Redis!);
        await using var browser = await chromium.NewContextAsync(_cluster.Nginx!.Address);
        var board = await SignIn.AsOwnerAsync(browser);
        await Expect(board.Locator("live-mark")).ToHaveTextAsync("live");
        var begun = await _cluster.Data.ScalarAsync<DateTime>("SELECT clock_timestamp()");
        await using var customers = new PageReader([_cluster.Nginx.Address]);

        await LoseAsync("a worker", worker.KillAsync, worker.RestartAsync, customers, board);
        await LoseAsync("Redis", redis.KillAsync, redis.StartAsync, customers, board);
        await LoseAsync("one Web", first.KillAsync, first.RestartAsync, customers, board);
        await LoseAsync("the other Web", second.KillAsync, second.RestartAsync, customers, board);

        var gap = await _cluster.Data.ScalarAsync<TimeSpan>($"""
            SELECT max(gap) FROM (
                SELECT started_at - lag(started_at) OVER (PARTITION BY monitor_id ORDER BY started_at) AS gap FROM check_results WHERE started_at > '{begun:O}') AS gaps
            """);
        output.WriteLine($"Longest gap between two results of a monitor: {gap.TotalSeconds:0.0} s");
        Assert.InRange(gap, TimeSpan.Zero, LongestGap);
        Assert.True(await _cluster.Data.ScalarAsync<bool>("SELECT count(*) = count(DISTINCT (monitor_id, due_at)) FROM check_results"));
    }

    private async Task LoseAsync(string what, Func<Task> kill, Func<Task> restart, PageReader customers, IPage board)
    {
        await customers.ReadMoreAsync(20);
        customers.P99();
        await kill();
        await ChangeAsync(board);
        await customers.ReadMoreAsync(600);
        var p99 = customers.P99();
        output.WriteLine($"Without {what}: p99 of pages {p99.TotalMilliseconds:0} ms");
        Assert.InRange(p99, TimeSpan.Zero, SlowestPage);

        await restart();
        await _cluster.ReadyAsync();
        await ChangeAsync(board);
    }

    // What a worker finds is on the page of every node that is left, and on the board, which nobody touches.
    private async Task ChangeAsync(IPage board)
    {
        _isWell = !_isWell;
        _cluster.Target.IsWell = _isWell;
        await _cluster.Data.CheckNowAsync();
        await _cluster.ShowAsync(_isWell ? "operational" : "major_outage");
        await Expect(board.Locator("live-mark")).ToHaveTextAsync("live", new() { Timeout = 60_000 });
        await Expect(board.Locator("[data-test=tile][data-state=Down]")).ToHaveCountAsync(_isWell ? 0 : 21, new() { Timeout = 60_000 });
    }
}
