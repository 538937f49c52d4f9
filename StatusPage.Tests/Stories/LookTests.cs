using System.Globalization;
using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The pages as they come out of the running product, for every width and theme: nothing to scroll sideways, nothing that axe finds.</summary>
[Trait("Category", "Browser")]
public sealed class LookTests(Chromium chromium)
{
    [Fact]
    public async Task PublicPage_InEveryView_IsCleanAndFits()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);

        await LookAsync(app.Address, "/s/northwind", "public");

        await target.StopAsync();
        new EmbeddedData(folder).Execute("UPDATE monitors SET failures_to_down = 1");
        new EmbeddedData(folder).CheckNow();
        await app.ShowsAsync("major_outage", cancellationToken);
        await LookAsync(app.Address, "/s/northwind", "public-outage");
    }

    [Fact]
    public async Task PublicPage_WithoutItsDatabase_IsServedFromDiskAndSaysHowOldItIs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using (var target = new SwitchedTarget())
        {
            await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
            await app.ShowsAsync("operational", cancellationToken);
            Assert.Equal(0, await app.StopAsync(cancellationToken));
        }

        await MakeOldAsync(folder.PathOf("snapshots"), cancellationToken);
        var nowhere = $"Host=127.0.0.1;Port={Ports.Next().ToString(CultureInfo.InvariantCulture)};Username=nobody";
        await using var alone = AppProcess.Start(folder.Path, arguments: ["--ConnectionStrings:Database", nowhere]);
        await alone.ReadyAsync(cancellationToken);

        await LookAsync(alone.Address, "/s/northwind", "public-stale", async page =>
        {
            await Expect(page.Locator("#stale")).ToBeVisibleAsync();
            await Expect(page.Locator("#live")).ToContainTextAsync("Last heard");
        });
        Assert.Contains("\"database\":\"down\"", await alone.Http.GetStringAsync("/health/ready", cancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaffPages_InEveryView_AreCleanAndFit()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);

        foreach (var (path, name) in new[] { ("/admin", "board"), ("/admin/incidents", "incidents"), ("/admin/incidents/new", "incident-new") })
        {
            await Look.EachAsync(page, name, async theme =>
            {
                await page.GotoAsync(path);
                await Expect(page.Locator("h1")).ToBeVisibleAsync();
                await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
                await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
            });
        }
    }

    private async Task LookAsync(Uri address, string path, string name, Func<IPage, Task>? expected = null)
    {
        foreach (var (width, theme) in Look.Views)
        {
            await using var browser = await chromium.NewContextAsync(address, new BrowserNewContextOptions
            {
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            });
            var page = await browser.NewPageAsync();
            await page.GotoAsync(path);
            await (expected?.Invoke(page) ?? Expect(page.Locator("#live")).ToHaveTextAsync("Live"));
            await Look.CheckAsync(page, name, width, theme);
        }
    }

    // As if the machine had been off over night.
    private static async Task MakeOldAsync(string copies, CancellationToken cancellationToken)
    {
        var file = Assert.Single(Directory.GetFiles(copies, "*.json"));
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        var today = TimeProvider.System.GetUtcNow();
        await File.WriteAllTextAsync(
            file, text.Replace(Day(today), Day(today.AddDays(-1)), StringComparison.Ordinal), cancellationToken);
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'", CultureInfo.InvariantCulture);
}
