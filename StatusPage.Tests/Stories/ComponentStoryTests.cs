using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>An admin puts a page together, while a visitor has it open.</summary>
[Trait("Category", "Browser")]
public sealed class ComponentStoryTests(Chromium chromium)
{
    // By the design; a machine under load gets more, and what it took is asserted where nothing else runs.
    private static readonly LocatorAssertionsToHaveTextOptions Soon = new() { Timeout = 10_000 };

    [Fact]
    public async Task Components_AddedMovedSetByHandAndArchived_AreOnTheOpenPageAtOnce()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var visitor = await chromium.NewContextAsync(app.Address);
        var shown = await visitor.NewPageAsync();
        await shown.GotoAsync("/s/northwind");
        await shown.EvaluateAsync("() => { window.opened = true; }");
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        var data = new EmbeddedData(folder);
        await page.GotoAsync($"/admin/pages/{data.Scalar("SELECT id FROM pages")}/components");

        await AddAsync(page);
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Shop", "Log-in", "Search"], new() { Timeout = 10_000 });

        await DragAsync(page, "Search", "Shop");
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Search", "Shop", "Log-in"], new() { Timeout = 10_000 });
        await DragAsync(page, "Website", "Log-in");
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Search", "Shop", "Website", "Log-in"], new() { Timeout = 10_000 });
        await page.Locator(".mud-snackbar").GetByText("Undo").Last.ClickAsync();
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Search", "Shop", "Log-in"], new() { Timeout = 10_000 });

        await MoveByKeyAsync(page);
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Shop", "Log-in", "Search"], new() { Timeout = 10_000 });

        await SetByHandAsync(page, shown);
        await ArchiveAndUndoAsync(page, shown);
        Assert.True(await shown.EvaluateAsync<bool>("() => window.opened === true"), "The visitor's page was loaded again.");
        await LookAsync(page, data);
    }

    private static ILocator Row(IPage page, string name) => page.Locator("[data-test=component]", new() { Has = page.Locator($"b:text-is('{name}')") });

    // One after the other, as fast as they come to mind.
    private static async Task AddAsync(IPage page)
    {
        await page.Locator("[data-test=new-group]").ClickAsync();
        await Expect(page.Locator("[data-test=group-name]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Web");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-test=component-name]")).ToBeFocusedAsync();
        foreach (var name in (string[])["Shop", "Log-in", "Search"])
        {
            await page.Keyboard.TypeAsync(name);
            await page.Keyboard.PressAsync("Enter");
            await Expect(Row(page, name)).ToBeVisibleAsync();
            await Expect(page.Locator("[data-test=component-name]")).ToHaveValueAsync("");
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-test=component-name]")).ToHaveCountAsync(0);
    }

    private static async Task DragAsync(IPage page, string name, string before)
    {
        var from = await Row(page, name).Locator(".grip").BoundingBoxAsync() ?? throw new InvalidOperationException();
        var to = await Row(page, before).BoundingBoxAsync() ?? throw new InvalidOperationException();
        await page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + 60, to.Y + 6, new() { Steps = 6 });
        await Expect(page.Locator(".drop-line")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".drop-line")).ToHaveCountAsync(0);
    }

    private static async Task MoveByKeyAsync(IPage page)
    {
        await Row(page, "Search").Locator(".grip").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(page.Locator("[data-test=said]")).ToHaveTextAsync("Search: place 2 of 3 in Web.", Soon);
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(page.Locator("[data-test=said]")).ToHaveTextAsync("Search: place 3 of 3 in Web.", Soon);
        await Expect(Row(page, "Search").Locator(".grip")).ToBeFocusedAsync();

        // Into another group, where the row is drawn anew, and back.
        await Row(page, "Shop").Locator(".grip").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(page.Locator("[data-test=said]")).ToHaveTextAsync("Shop: place 2 of 2 outside of groups.", Soon);
        await Expect(Row(page, "Shop").Locator(".grip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(page.Locator("[data-test=said]")).ToHaveTextAsync("Shop: place 1 of 3 in Web.", Soon);
    }

    private static async Task SetByHandAsync(IPage page, IPage shown)
    {
        await Row(page, "Shop").Locator("[data-test=open]").ClickAsync();
        await page.Locator("[data-test=hand-status]").SelectOptionAsync("MajorOutage");
        await page.Locator("[data-test=hand-set]").ClickAsync();
        await Expect(Row(page, "Shop")).ToHaveAttributeAsync("data-status", "MajorOutage");
        await Expect(shown.Locator("h1")).ToHaveTextAsync("Shop has a major outage", new() { Timeout = 10_000 });
        await page.Locator("[data-test=hand-status]").SelectOptionAsync("");
        await page.Locator("[data-test=hand-set]").ClickAsync();
        await Expect(Row(page, "Shop")).ToHaveAttributeAsync("data-status", "Operational");
        await page.Locator("[data-test=close]").ClickAsync();
        await Expect(Row(page, "Shop").Locator("[data-test=open]")).ToBeFocusedAsync();
    }

    private static async Task ArchiveAndUndoAsync(IPage page, IPage shown)
    {
        await Row(page, "Log-in").Locator("[data-test=choose]").CheckAsync();
        await page.Locator("[data-test=archive]").ClickAsync();
        await page.Locator("[data-test=archive-yes]").ClickAsync();
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Shop", "Search"], new() { Timeout = 10_000 });
        await page.Locator(".mud-snackbar", new() { HasText = "Archived" }).GetByText("Undo").ClickAsync();
        await Expect(shown.Locator(".c h4")).ToHaveTextAsync(["Website", "Shop", "Log-in", "Search"], new() { Timeout = 10_000 });
    }

    // With more components than fit, the sheet of one of them, and on every screen.
    private static async Task LookAsync(IPage page, EmbeddedData data)
    {
        data.Execute("""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 36)
            INSERT INTO components (id, organization_id, page_id, group_id, name, position, visible, created_at, version)
            SELECT printf('0199A5E0-C0DE-7000-8000-%012X', n), organization_id, page_id, group_id, 'Region ' || n, 100 + n, n % 7 > 0, created_at, 1
            FROM numbers, (SELECT * FROM components WHERE name = 'Shop')
            """);
        await Look.EachAsync(page, "components", async theme =>
        {
            await page.ReloadAsync();
            await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
            await Expect(page.Locator("[data-test=component]")).ToHaveCountAsync(40);
        });
        await Row(page, "Region 36").Locator("[data-test=open]").ClickAsync();
        await Expect(page.Locator("#sheet-title")).ToHaveTextAsync("Region 36");
        await Look.CheckAsync(page, "component-sheet", 320, ColorScheme.Light);
        await page.SetViewportSizeAsync(1366, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Look.CheckAsync(page, "component-sheet", 1366, ColorScheme.Dark);
    }
}
