using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using StackExchange.Redis;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Nodes;

/// <summary>Two Web processes that hear of each other through Redis, while it is there and while it is not.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class RedisTests : IAsyncLifetime
{
    private readonly TwoWebs _nodes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _nodes.StartAsync();

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Change_OnOneNode_ReachesAViewerOfTheOtherWithinASecond()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);

        var delays = await _nodes.DelaysAsync(viewer, changes: 9, "With Redis, from the check on node 1 to a viewer of node 2");

        Assert.InRange(delays[4], TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(viewer.Versions.Distinct(), viewer.Versions);
    }

    [Fact]
    public async Task Redis_StoppedAndStartedAgain_ChangesGoOnReachingViewersAndThenGoThroughItAgain()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);

        await _nodes.Redis.KillAsync();
        await _nodes.SaysAsync("down");
        await using var late = await HubViewer.WatchAsync(_nodes.Second.Address);
        var without = await _nodes.DelaysAsync(viewer, changes: 5, "Without Redis");
        await late.HearsAsync(viewer.Versions[^1]);
        await _nodes.Redis.StartAsync();
        await _nodes.SaysAsync("up");
        var carried = new ConcurrentQueue<string>();
        await using var listener = await ConnectionMultiplexer.ConnectAsync(_nodes.Redis.Address);
        (await listener.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("statuspage:*"))).OnMessage(message => carried.Enqueue(message.Channel.ToString()));
        await _nodes.DelaysAsync(viewer, changes: 3, "With Redis again");

        Assert.InRange(without[2], TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await Patience.UntilAsync(
            () => carried.Contains("statuspage:changes") && carried.Any(channel => channel.Contains("StatusHub", StringComparison.Ordinal)),
            "changes and pushes to go through Redis");
        Assert.Single(_nodes.Second.Output, line => line.Contains("Redis cannot be used", StringComparison.Ordinal));
        Assert.Single(_nodes.Second.Output, line => line.Contains("Redis can be used again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_Frozen_NobodyWaitsForIt()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);
        using var staff = Browser(_nodes.Second.Address);
        await _nodes.Redis.FreezeAsync();

        var pages = new List<TimeSpan>();
        var posted = TimeSpan.Zero;
        while (await TwoWebs.SaidAsync(_nodes.Second, "redis") == "up" || pages.Count < 1_000)
        {
            pages.Add(await TimedAsync(() => _nodes.Second.Http.GetStringAsync("/s/northwind", Token)));
            if (pages.Count % 200 == 100)
            {
                await using var joining = await HubViewer.WatchAsync(_nodes.Second.Address);
                Assert.InRange(joining.Joined, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            }

            if (pages.Count == 50)
            {
                posted = await TimedAsync(() => LogInAsync(staff));
            }
        }

        pages.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"Redis frozen: {pages.Count} pages, p99 {pages[pages.Count * 99 / 100].TotalMilliseconds:F1} ms; log-in {posted.TotalMilliseconds:F0} ms");
        Assert.InRange(pages[pages.Count * 99 / 100], TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        Assert.InRange(posted, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        var delays = await _nodes.DelaysAsync(viewer, changes: 3, "Redis frozen");
        Assert.InRange(delays[1], TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(await TimedAsync(_nodes.Second.EndAsync), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        _nodes.Second.Start();
        await _nodes.Redis.ThawAsync();
        await _nodes.Second.ReadyAsync();
        await _nodes.SaysAsync("up");
    }

    [Fact]
    public async Task Redis_FlushedAndStopped_LogsNobodyOut()
    {
        using var staff = Browser(_nodes.First.Address);
        await LogInAsync(staff);

        await using (var operators = await ConnectionMultiplexer.ConnectAsync($"{_nodes.Redis.Address},allowAdmin=true"))
        {
            await operators.GetDatabase().ExecuteAsync("FLUSHALL");
        }

        using var flushed = await staff.GetAsync("/admin", Token);
        await _nodes.Redis.KillAsync();
        await _nodes.SaysAsync("down");
        using var here = await staff.GetAsync("/admin", Token);
        using var there = await staff.GetAsync(new Uri(_nodes.Second.Address, "/admin"), Token);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [flushed.StatusCode, here.StatusCode, there.StatusCode]);
    }

    private static HttpClient Browser(Uri node) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = node };

    private static async Task LogInAsync(HttpClient browser)
    {
        using var answer = await WebHost.LogInAsync(browser, "owner@example.com", "correct horse battery", "/admin");
        Assert.Equal("/admin", answer.Headers.Location?.ToString());
    }

    private static async Task<TimeSpan> TimedAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }
}
