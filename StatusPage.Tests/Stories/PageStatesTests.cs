using Microsoft.Playwright;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The states that a public page can be in, full of made-up data, served as always.</summary>
[Trait("Category", "Browser")]
public sealed class PageStatesTests(Chromium chromium)
{
    private static readonly (int Width, ColorScheme Theme)[] Views =
        [(1366, ColorScheme.Light), (1366, ColorScheme.Dark), (390, ColorScheme.Light), (320, ColorScheme.Dark)];

    [Theory]
    [InlineData("empty")]
    [InlineData("one-broken")]
    [InlineData("all-broken")]
    [InlineData("many")]
    [InlineData("hostile")]
    public async Task State_InEveryView_IsCleanAndFits(string state)
    {
        await using var host = await ServingHost.StartAsync();
        host.Shelf.Put(await host.Renderer.RenderAsync(PublicPageId.New(), OrganizationId.New(), ViewOf(state)));

        foreach (var (width, theme) in Views)
        {
            await using var browser = await chromium.NewContextAsync(host.Address, new BrowserNewContextOptions
            {
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            });
            await browser.Clock.SetFixedTimeAsync(PageViews.Noon.UtcDateTime);
            var page = await browser.NewPageAsync();
            var complaints = new List<string>();
            page.Console += (_, said) => complaints.Add($"{said.Type}: {said.Text}");
            page.PageError += (_, error) => complaints.Add(error);
            await page.GotoAsync($"/s/{ViewOf(state).Slug}");
            await Expect(page.Locator("#live")).ToHaveTextAsync("Live");

            await Look.CheckAsync(page, $"state-{state}", width, theme);
            Assert.Empty(complaints);
        }
    }

    private static PageView ViewOf(string state) => state switch
    {
        "empty" => PageViews.Empty(),
        "one-broken" => PageViews.OneBroken(),
        "all-broken" => PageViews.AllBroken(),
        "hostile" => HostileViews.Page(),
        _ => PageViews.Many(),
    };
}
