using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>An admin makes a page, moves it while somebody looks at it, puts it away and brings it back.</summary>
[Trait("Category", "Browser")]
public sealed class PageStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Page_FromItsCreationToItsReturn_WithAViewer()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await using var visitors = await chromium.NewContextAsync(app.Address);
        var viewer = await visitors.NewPageAsync();

        await CreateAsync(page);
        await Patience.UntilAsync(async () => (await viewer.GotoAsync("/s/acme-shop?from=mail"))?.Status == 200, "the page to be rendered");
        await Expect(viewer.Locator("#live")).ToHaveTextAsync("Live");
        await MoveAsync(page);
        await FollowsAsync(viewer);
        await LookAsync(page);
        await ArchiveAndUndoAsync(page, viewer);
    }

    private static async Task CreateAsync(IPage page)
    {
        await page.GotoAsync("/admin/pages");
        await Expect(page.Locator("[data-test=page]")).ToHaveCountAsync(1);
        await page.Locator("[data-test=new]").ClickAsync();
        await page.Locator("[data-test=name]").FillAsync("Acme Shop");
        await Expect(page.Locator("[data-test=slug]")).ToHaveValueAsync("acme-shop");
        await Expect(page.Locator("[data-test=slug-says]")).ToHaveTextAsync("Free.");
        await Expect(page.FrameLocator("[data-test=preview]").Locator(".brand")).ToContainTextAsync("Acme Shop");
        await page.Locator("[data-test=save]").ClickAsync();
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/admin/pages/[0-9a-f-]{36}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static async Task MoveAsync(IPage page)
    {
        await page.Locator("[data-test=slug]").FillAsync("northwind");
        await Expect(page.GetByText("The address northwind is that of Northwind; choose another.")).ToBeVisibleAsync();
        await page.Locator("[data-test=slug]").FillAsync("shop");
        await Expect(page.Locator("[data-test=slug-says]")).ToContainTextAsync("Whoever comes by /s/acme-shop is led here.");
        await page.Locator("[data-test=save]").ClickAsync();
        await Expect(page.Locator("[data-test=former-slug]")).ToContainTextAsync("/s/acme-shop");
    }

    // The open page goes along without being loaded anew, and hears of what happens there.
    private static async Task FollowsAsync(IPage viewer)
    {
        await viewer.WaitForURLAsync("**/s/shop?from=mail");
        await Expect(viewer.Locator("body")).ToHaveAttributeAsync("data-slug", "shop");
        await Expect(viewer.Locator("#live")).ToHaveTextAsync("Live");
        var late = await viewer.Context.NewPageAsync();
        await late.GotoAsync("/s/acme-shop?a=1#main");
        Assert.EndsWith("/s/shop?a=1#main", late.Url, StringComparison.Ordinal);
        await late.CloseAsync();
    }

    private static async Task LookAsync(IPage page)
    {
        var settings = page.Url;
        await Look.EachAsync(page, "page-settings", async theme =>
        {
            await OpenAsync(page, settings, theme);
            await Expect(page.FrameLocator("[data-test=preview]").Locator("#banner")).ToBeVisibleAsync();
        });
        await Look.EachAsync(page, "pages", theme => OpenAsync(page, "/admin/pages", theme));
        await OpenAsync(page, settings, ColorScheme.Light);
    }

    private static async Task ArchiveAndUndoAsync(IPage page, IPage viewer)
    {
        await page.Locator("[data-test=archive]").ClickAsync();
        await page.Locator("[data-test=archive-yes]").ClickAsync();
        await page.WaitForURLAsync("**/admin/pages");
        await Expect(page.Locator("[data-test=page]")).ToHaveCountAsync(1);
        await Expect(viewer.Locator("h1")).ToHaveTextAsync("There is no status page here");
        await page.Locator("[data-test=archived] summary").ClickAsync();
        await Expect(page.Locator("[data-test=archived-page]")).ToContainTextAsync("can be brought back until");
        await Accessibility.AssertCleanAsync(page);

        await page.Locator(".mud-snackbar", new() { HasText = "is archived" }).GetByText("Undo").ClickAsync();
        await Expect(page.Locator("[data-test=page]")).ToHaveCountAsync(2);
        await Patience.UntilAsync(async () => (await viewer.GotoAsync("/s/acme-shop"))?.Status == 200, "the page to be back");
        Assert.EndsWith("/s/shop", viewer.Url, StringComparison.Ordinal);
    }

    private static async Task OpenAsync(IPage page, string path, ColorScheme theme)
    {
        await page.GotoAsync(path);
        await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
    }
}
