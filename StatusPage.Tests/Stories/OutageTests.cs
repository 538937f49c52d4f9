using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>What a customer sees while a service stops and comes back.</summary>
[Trait("Category", "Browser")]
[Collection(Alone.Name)]
public sealed class OutageTests(Chromium chromium)
{
    [Fact]
    public async Task Outage_ConfirmedByTheSecondCheck_ShowsWithoutReloadWithinASecond()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var data = new EmbeddedData(folder);
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();
        await app.ShowsAsync("operational", cancellationToken);
        await page.GotoAsync("/s/northwind");
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        await target.StopAsync();
        data.CheckNow();
        await app.UntilAsync(() => Task.FromResult(Failures(data) == 1), "the first failure", cancellationToken);
        await Expect(page.Locator("#banner")).ToHaveAttributeAsync("data-k", "ok");
        var red = await ShownAsync(page, "mo", data);

        target.Start();
        var green = await ShownAsync(page, "ok", data);

        Assert.InRange(red, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(green, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Outage_WithoutJavaScript_ShowsAfterAReload()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        var data = new EmbeddedData(folder);
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await using var browser = await chromium.NewContextAsync(app.Address, new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await browser.NewPageAsync();
        await app.ShowsAsync("operational", cancellationToken);
        await page.GotoAsync("/s/northwind");
        await Expect(page.Locator("#banner h1")).ToHaveTextAsync("All systems operational");

        await target.StopAsync();
        data.Execute("UPDATE monitors SET failures_to_down = 1");
        data.CheckNow();
        await app.ShowsAsync("major_outage", cancellationToken);
        await page.ReloadAsync();

        await Expect(page.Locator("#banner h1")).ToContainTextAsync("has a major outage");
    }

    /// <summary>Has the target checked now; how long after that check the open page shows it.</summary>
    private static async Task<TimeSpan> ShownAsync(IPage page, string key, EmbeddedData data)
    {
        // The page notes the moment itself, so that what is measured is what a visitor sees and not how often somebody looks.
        await page.EvaluateAsync(
            """
            key => {
                window.shownAt = 0;
                const look = () => { if (!window.shownAt && document.querySelector('#banner').dataset.k === key) window.shownAt = Date.now(); };
                new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
            }
            """,
            key);
        data.CheckNow();
        await page.WaitForFunctionAsync("() => window.shownAt > 0", null, new() { Timeout = 60_000 });
        var shownAt = DateTimeOffset.FromUnixTimeMilliseconds((long)await page.EvaluateAsync<double>("() => window.shownAt"));
        return shownAt - data.LastCheck();
    }

    private static long Failures(EmbeddedData data) => (long)(data.Scalar("SELECT max(failures) FROM scheduled_checks") ?? 0L);
}
