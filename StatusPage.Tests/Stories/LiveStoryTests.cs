using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>What an open page does and says of itself while networks, servers and clocks are not as they should be.</summary>
[Trait("Category", "Browser")]
public sealed class LiveStoryTests(Chromium chromium)
{
    private const string Hub = "**/hubs/status";
    private const string Greeting = "{}\u001e";

    [Fact]
    public async Task Page_WhoseConnectionsAreAllCutAfterAMoment_AsksLessAndLessOften()
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page());
        await using var browser = await chromium.NewContextAsync(host.Address);
        await browser.Clock.InstallAsync(new() { TimeDate = PageViews.Noon.UtcDateTime });
        var page = await browser.NewPageAsync();
        var asked = 0;
        await page.RouteWebSocketAsync(Hub, socket =>
        {
            Interlocked.Increment(ref asked);
            socket.OnMessage(frame =>
            {
                socket.Send(Greeting);
                if (frame.Text?.Contains("Watch", StringComparison.Ordinal) is true)
                {
                    socket.Send("{\"type\":3,\"invocationId\":\"1\",\"result\":null}\u001e");
                    _ = socket.CloseAsync();
                }
            });
        });
        await page.GotoAsync("/s/demo");

        for (var second = 0; second < 60; second++)
        {
            await page.Clock.RunForAsync(1000);
        }

        Assert.InRange(Volatile.Read(ref asked), 1, 10);
        await Expect(page.Locator("#live")).Not.ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task Page_WhichItsServerDidNotKnowAtFirst_IsWatchedAfterAll()
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page());
        await using var browser = await chromium.NewContextAsync(host.Address);
        var page = await browser.NewPageAsync();
        var asked = 0;
        await page.RouteWebSocketAsync(Hub, socket =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                socket.ConnectToServer();
                return;
            }

            // As of a server that has just started: without an invocation's id nothing would come back at all.
            socket.OnMessage(frame => socket.Send(
                frame.Text?.Contains("invocationId", StringComparison.Ordinal) is true
                    ? "{\"type\":3,\"invocationId\":\"1\",\"error\":\"There is no such page.\"}\u001e" : Greeting));
        });
        await page.GotoAsync("/s/demo");

        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        Assert.Equal(2, Volatile.Read(ref asked));
        await host.ShowAsync(PageViews.OneBroken() with { Version = 8 });
        await Expect(page.Locator("#banner")).ToHaveAttributeAsync("data-k", "po", new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task Page_WhoseDataCameBackFromABackup_ShowsItAlthoughItsVersionIsLower()
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page(version: 100));
        await using var browser = await chromium.NewContextAsync(host.Address);
        await browser.Clock.InstallAsync(new() { TimeDate = PageViews.Noon.UtcDateTime });
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        host.Shelf.Keep(new HashSet<PublicPageId>(), null);
        await host.ShowAsync(PageViews.OneBroken() with { Version = 50 });
        await Patience.UntilAsync(async () =>
        {
            await page.Clock.RunForAsync(10_000);
            return await page.GetAttributeAsync("body", "data-version") == "50";
        }, "the lower version");

        await Expect(page.Locator("#banner")).ToHaveAttributeAsync("data-k", "po");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Page_OnAMachineWhoseClockIsHoursOff_CountsByTheServers(int hours)
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page());
        await using var browser = await chromium.NewContextAsync(host.Address);
        await browser.Clock.InstallAsync(new() { TimeDate = PageViews.Noon.AddHours(hours).UtcDateTime });
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");

        await page.WaitForFunctionAsync("() => document.querySelector('#live').textContent === 'Live'");

        Assert.EndsWith("37\u00a0min", await page.Locator(".meta time").TextContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Kolkata", "Times in your zone, Asia/Kolkata")]
    [InlineData("Pacific/Kiritimati", "Europe/Berlin", "Times in your zone, Pacific/Kiritimati; days in Europe/Berlin")]
    public async Task Zone_OfTheVisitor_IsComparedByWhatItIs(string visitors, string pages, string words)
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page() with { TimeZone = pages });
        await using var browser = await chromium.NewContextAsync(host.Address, new() { TimezoneId = visitors });
        var page = await browser.NewPageAsync();

        await page.GotoAsync("/s/demo");

        await Expect(page.Locator("#zone")).ToHaveTextAsync(words);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(683)]
    public async Task Banner_WhateverThePageSaysOfItself_StaysAsHighAsItIs(int width)
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page());
        await using var browser = await chromium.NewContextAsync(host.Address, new() { ViewportSize = new() { Width = width, Height = 900 } });
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        var heights = await page.EvaluateAsync<double[]>(
            """
            () => ['', 'Connecting', 'Live', 'Last heard just now', 'Last heard 23 h 59 min ago'].map(words => {
                document.querySelector('#live').textContent = words;
                return document.querySelector('#banner').offsetHeight;
            })
            """);

        Assert.Single(heights.Distinct());
    }
}
