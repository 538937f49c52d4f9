using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>An admin sets up what is watched, by the keyboard alone.</summary>
[Trait("Category", "Browser")]
public sealed class MonitorStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Monitor_FromItsCreationToItsArchive_ByTheKeyboard()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var first = new SwitchedTarget();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(first.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);

        await CreateAsync(page, target);
        await Patience.UntilAsync(() => target.Asked > 0, "the first check");
        await page.GotoAsync("/admin");
        await Expect(page.Locator("[data-test=tile][data-state=Up]", new() { HasText = "Second" })).ToBeVisibleAsync();

        await TestNowAsync(page);
        await EditScheduleAsync(page);
        await ActAsync(page, "pause", async () =>
        {
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
        });
        await Expect(Row(page)).ToHaveAttributeAsync("data-state", "Paused");
        await ActAsync(page, "resume", () => page.Keyboard.PressAsync("Enter"));
        await Expect(Row(page)).ToHaveAttributeAsync("data-state", "Up");
        await ArchiveAndUndoAsync(page);
    }

    [Fact]
    public async Task MonitorPages_InEveryView_AreCleanAndFit()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);

        await Look.EachAsync(page, "monitors", async theme =>
        {
            await OpenAsync(page, "/admin/monitors", theme);
            await page.Locator("[data-test=choose]").CheckAsync();
            await Expect(page.Locator("[data-test=archive]")).ToBeVisibleAsync();
        });
        await Look.EachAsync(page, "monitors-archive", theme => OpenAsync(page, "/admin/monitors?archived=true", theme));
        await Look.EachAsync(page, "monitor-new", async theme =>
        {
            await OpenAsync(page, "/admin/monitors/new", theme);
            await page.Locator("[data-test=by-cron]").CheckAsync(new() { Force = true });
            await page.Locator(".upcoming summary").ClickAsync();
            await page.Locator(".more summary").ClickAsync();
            await page.Locator("[data-test=add-header]").ClickAsync();
            await Expect(page.Locator("[data-test=header]")).ToBeVisibleAsync();
        });
    }

    private static ILocator Row(IPage page) => page.Locator("[data-test=row]", new() { HasText = "Second" });

    private static async Task OpenAsync(IPage page, string path, ColorScheme theme)
    {
        await page.GotoAsync(path);
        await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".waiting")).ToHaveCountAsync(0);
    }

    private static async Task CreateAsync(IPage page, SwitchedTarget target)
    {
        await page.GotoAsync("/admin/monitors");
        await Keys.ReachAsync(page, page.Locator("[data-test=new]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-test=name]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Second");
        await Keys.ReachAsync(page, page.Locator("[data-test=target]"));
        await page.Keyboard.TypeAsync(target.Address.ToString());
        await Keys.ReachAsync(page, page.Locator("[data-test=try]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-test=tried]")).ToContainTextAsync("Success");
        await Accessibility.AssertCleanAsync(page);
        await Keys.ReachAsync(page, page.Locator("[data-test=save]"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/monitors");
        await Expect(Row(page)).ToContainTextAsync("every minute");
    }

    // From the board to the monitor's own page, as whoever wonders about a tile does.
    private static async Task TestNowAsync(IPage page)
    {
        await Keys.ReachAsync(page, page.Locator("[data-test=tile]").First.Locator("a"));
        while (await page.Locator("[data-test=tile]", new() { HasText = "Second" }).Locator("a").EvaluateAsync<bool>("link => link !== document.activeElement"))
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Second");
        await Expect(page.Locator("[data-test=chart]")).ToContainTextAsync("0 failed");
        await Keys.ReachAsync(page, page.Locator("[data-test=test-now]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-test=outcome]")).ToContainTextAsync("Success");
        await Accessibility.AssertCleanAsync(page);
        await Look.CheckAsync(page, "monitor", 1366, ColorScheme.Light);
        await Look.CheckAsync(page, "monitor", 390, ColorScheme.Dark);
    }

    private static async Task EditScheduleAsync(IPage page)
    {
        await page.GotoAsync("/admin/monitors");
        await Keys.ReachAsync(page, Row(page).Locator("a"));
        await page.Keyboard.PressAsync("Enter");
        await Keys.ReachAsync(page, page.Locator("[data-test=to-edit]"));
        await page.Keyboard.PressAsync("Enter");
        await Keys.ReachAsync(page, page.Locator("[data-test=every-60]"));
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("[data-test=schedule-words]")).ToHaveTextAsync("Runs every 30 s.");
        await Keys.ReachAsync(page, page.Locator("[data-test=save]"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/monitors");
        await Expect(Row(page)).ToContainTextAsync("every 30 s");
    }

    private static async Task ActAsync(IPage page, string act, Func<Task> press)
    {
        await Keys.ReachAsync(page, Row(page).Locator("[data-test=choose]"));
        await page.Keyboard.PressAsync("Space");
        await Keys.ReachAsync(page, page.Locator($"[data-test={act}]"), "Shift+Tab");
        await press();
    }

    private static async Task ArchiveAndUndoAsync(IPage page)
    {
        await ActAsync(page, "archive", () => page.Keyboard.PressAsync("Enter"));
        await Expect(page.Locator("[data-test=archive-yes]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page)).ToHaveCountAsync(0);
        await Keys.ReachAsync(page, page.Locator(".mud-snackbar", new() { HasText = "Archived" }).GetByText("Undo"), "Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Row(page)).ToHaveAttributeAsync("data-state", "Up");
        await Accessibility.AssertCleanAsync(page);
    }
}
