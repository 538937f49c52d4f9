using Microsoft.Playwright;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>What visitors learn of single days, by keys and by pointing.</summary>
[Trait("Category", "Browser")]
public sealed class DayBarStoryTests(Chromium chromium)
{
    [Theory]
    [InlineData(1366, "0")]
    [InlineData(320, "60")]
    public async Task Day_AtBothEdgesWithLongWords_StaysOnTheScreen(int width, string first)
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(HostileViews.Page());
        await using var browser = await chromium.NewContextAsync(host.Address, new() { ViewportSize = new() { Width = width, Height = 900 } });
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");

        await page.Locator(".bar").Nth(1).PressAsync("Home");
        await Expect(page.Locator(".cur")).ToHaveAttributeAsync("data-d", first);
        await AssertFitsAsync(page);
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".cur")).ToHaveAttributeAsync("data-d", "89");
        await AssertFitsAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".tip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Day_PointedAtWhileItChanges_SaysWhatIsSoNow()
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page(groups: [Group([PageViews.Day(new DateOnly(2026, 11, 22)), PageViews.Day(new DateOnly(2026, 11, 23))])]));
        await using var browser = await chromium.NewContextAsync(host.Address);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");
        await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await page.Locator(".bar").PressAsync("End");
        await Expect(page.Locator(".tip")).ToHaveTextAsync("Mon 23 NovNo problems");

        await host.ShowAsync(PageViews.Page(
            version: 8, groups: [Group([PageViews.Day(new DateOnly(2026, 11, 22)), PageViews.Day(new DateOnly(2026, 11, 23), major: 300)])]));

        await Expect(page.Locator(".tip")).ToContainTextAsync("Major outage for 5");
        await Expect(page.Locator(".bar")).ToBeFocusedAsync();
        await page.SetViewportSizeAsync(700, 900);
        await page.WaitForFunctionAsync(
            "() => Math.abs(document.querySelector('.cur').getBoundingClientRect().right - document.querySelector('.bar').getBoundingClientRect().right) < 160 "
            + "&& document.querySelector('.tip').getBoundingClientRect().right <= innerWidth");
    }

    [Fact]
    public async Task Day_InSeptember_IsWordedAsTheServerWordsIt()
    {
        await using var host = await ServingHost.StartAsync();
        await host.ShowAsync(PageViews.Page(groups: [Group([PageViews.Day(new DateOnly(2026, 9, 3)), PageViews.Day(new DateOnly(2026, 9, 4), major: 300)])]));
        await using var browser = await chromium.NewContextAsync(host.Address);
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/s/demo");

        await page.Locator(".bar[role=slider]").PressAsync("Home");
        await Expect(page.Locator(".tip b")).ToHaveTextAsync("Thu 3 Sep");
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".tip b")).ToHaveTextAsync("Fri 4 Sep");
    }

    private static GroupView Group(IReadOnlyList<DayView> days) => new(
        null, null, CollapseRule.AlwaysOpen, ComponentStatus.Operational, [PageViews.Component(0) with { Days = days }]);

    private static async Task AssertFitsAsync(IPage page) => Assert.True(await page.EvaluateAsync<bool>(
        """
        () => {
            const tip = document.querySelector('.tip').getBoundingClientRect();
            return tip.left >= 0 && tip.right <= innerWidth && tip.width >= 100 && document.documentElement.scrollWidth <= innerWidth;
        }
        """));
}
