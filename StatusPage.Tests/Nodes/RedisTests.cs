using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Playwright;
using StackExchange.Redis;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Nodes;

/// <summary>Two Web processes that hear of each other through Redis, while it is there and while it is not.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class RedisTests(SharedTwoWebs fixture, Chromium chromium) : IClassFixture<SharedTwoWebs>, IAsyncLifetime
{
    // Nothing but time brings out how long a connection waits before it is tried again.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(2);

    private readonly TwoWebs _nodes = fixture.Nodes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await fixture.MendAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Change_OnOneNode_ReachesAViewerOfTheOtherWithinASecond()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);

        var delays = await _nodes.DelaysAsync(viewer, changes: 9, "With Redis, from the check on node 1 to a viewer of node 2");

        Assert.InRange(delays[4], TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(viewer.Versions.Distinct(), viewer.Versions);
    }

    [Fact]
    public async Task Flt21_RedisAwayForAMinute_ChangesGoOnNobodyIsLoggedOutAndAllComesBackByItself()
    {
        await using var viewer = await HubViewer.WatchAsync(_nodes.Second.Address);
        using var staff = Browser(_nodes.First.Address);
        await LogInAsync(staff);
        var known = _nodes.Second.Output.Count;

        await _nodes.Redis.KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await _nodes.SaysAsync("down");
        await using var late = await HubViewer.WatchAsync(_nodes.Second.Address);
        List<TimeSpan> without = [];
        while (Stopwatch.GetElapsedTime(killed) < Away)
        {
            without.AddRange(await _nodes.DelaysAsync(viewer, changes: 1, "Without Redis"));
            await Task.Delay(BetweenChanges, TimeProvider.System, Token);
        }

        await late.HearsAsync(viewer.Versions[^1]);
        await AssertLoggedInAsync(staff);
        await _nodes.Redis.StartAsync();
        await _nodes.SaysAsync("up");
        var carried = new ConcurrentQueue<string>();
        await using var listener = await ConnectionMultiplexer.ConnectAsync(_nodes.Redis.Address);
        (await listener.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("statuspage:*"))).OnMessage(message => carried.Enqueue(message.Channel.ToString()));
        await _nodes.DelaysAsync(viewer, changes: 3, "With Redis again");

        // All but one: the machine may be busy with something else for a moment.
        Assert.InRange(without.Order().ElementAt(without.Count - 2), TimeSpan.Zero, SoonEnough);
        await Patience.UntilAsync(
            () => carried.Contains("statuspage:changes") && carried.Any(channel => channel.Contains("StatusHub", StringComparison.Ordinal)),
            "changes and pushes to go through Redis");
        await Patience.UntilAsync(
            () => _nodes.Second.Output.Skip(known).Any(line => line.Contains("Redis can be used again", StringComparison.Ordinal)), "the node to say so in its log");
        await AssertLoggedInAsync(staff);
        Assert.Equal((0, 0), (viewer.Lost, late.Lost));
        Assert.Equal(viewer.Versions.Distinct(), viewer.Versions);
        Assert.Single(_nodes.Second.Output.Skip(known), line => line.Contains("Redis cannot be used", StringComparison.Ordinal));
        Assert.Single(_nodes.Second.Output.Skip(known), line => line.Contains("Redis can be used again", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Browser")]
    public async Task Flt22_AnIncidentIsPostedWhileRedisIsFrozen_ItIsAnsweredAtOnceAndHeardOnceByAll()
    {
        await using var here = await HubViewer.WatchAsync(_nodes.First.Address);
        await using var there = await HubViewer.WatchAsync(_nodes.Second.Address);
        await using var browser = await chromium.NewContextAsync(_nodes.First.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        var usual = await PostAsync(page, updates: 1, here, there);

        await _nodes.Redis.FreezeAsync();
        var unnoticed = await PostAsync(page, updates: 2, here, there);
        await _nodes.SaysAsync("down");
        var noticed = await PostAsync(page, updates: 3, here, there);
        await _nodes.Redis.ThawAsync();
        await _nodes.SaysAsync("up");
        await _nodes.DelaysAsync(there, changes: 2, "After Redis goes on");
        await here.HearsAsync(there.Version);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Posted in {usual.TotalMilliseconds:F0} ms; with Redis frozen in {unnoticed.TotalMilliseconds:F0} ms before it was noticed, in {noticed.TotalMilliseconds:F0} ms after");

        // On a machine that is slow for other reasons, as slow as before.
        var longest = usual * 2 > SoonEnough ? usual * 2 : SoonEnough;
        Assert.InRange(unnoticed, TimeSpan.Zero, longest);
        Assert.InRange(noticed, TimeSpan.Zero, longest);
        foreach (var viewer in new[] { here, there })
        {
            // What Redis had kept back came as well, and nobody was told of it again.
            Assert.Equal(viewer.Versions.Distinct().Order(), viewer.Versions);
            Assert.Equal(0, viewer.Lost);
        }
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
    public async Task Redis_Flushed_LogsNobodyOut()
    {
        using var staff = Browser(_nodes.First.Address);
        await LogInAsync(staff);

        await using (var operators = await ConnectionMultiplexer.ConnectAsync($"{_nodes.Redis.Address},allowAdmin=true"))
        {
            await operators.GetDatabase().ExecuteAsync("FLUSHALL");
        }

        await AssertLoggedInAsync(staff);
    }

    private static HttpClient Browser(Uri node) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = node };

    private static async Task LogInAsync(HttpClient browser)
    {
        using var answer = await WebHost.LogInAsync(browser, "owner@example.com", "correct horse battery", "/admin");
        Assert.Equal("/admin", answer.Headers.Location?.ToString());
    }

    private async Task AssertLoggedInAsync(HttpClient staff)
    {
        using var here = await staff.GetAsync("/admin", Token);
        using var there = await staff.GetAsync(new Uri(_nodes.Second.Address, "/admin"), Token);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [here.StatusCode, there.StatusCode]);
    }

    /// <summary>Posts the incident, or an update of it; returns when the viewers have heard: how long it took until whoever posted saw it.</summary>
    private async Task<TimeSpan> PostAsync(IPage page, int updates, params HubViewer[] viewers)
    {
        var before = await _nodes.VersionAsync();
        await page.Locator("#incident-body").FillAsync("We are looking into it.");
        var posted = await TimedAsync(async () =>
        {
            await page.Locator("[data-test=post]").ClickAsync();
            await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(updates);
        });
        foreach (var viewer in viewers)
        {
            await viewer.HearsAsync(before + 1);
        }

        return posted;
    }

    private static async Task<TimeSpan> TimedAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }
}
