using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>What somebody types in the middle of an outage is what gets posted, whatever happens to the line or to the server meanwhile.</summary>
[Trait("Category", "Browser")]
public sealed class TypedWordsTests(Chromium chromium)
{
    [Fact]
    public async Task Words_TypedWhileTheLineIsCut_AreWhatIsPosted()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var line = new CutLine(app.Address);
        await using var browser = await chromium.NewContextAsync(line.Address);
        var page = await OpenFormAsync(browser);
        await page.Locator("#incident-body").FillAsync("Before.");
        await Expect(page.Locator(".preview")).ToContainTextAsync("Before.");

        line.Cut();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Connection" })).ToBeVisibleAsync();
        await page.Locator("#incident-body").FillAsync("Before and after.");
        await page.Locator("[data-test=component]").First.SelectOptionAsync("MajorOutage");
        await page.Locator("[data-test=promise]").SelectOptionAsync("15");
        line.Mend();
        await Expect(page.Locator(".preview")).ToContainTextAsync("Before and after.", new() { Timeout = 30_000 });
        await page.Locator("[data-test=post]").ClickAsync();

        await Expect(page.Locator("[data-test=update] .md")).ToHaveTextAsync("Before and after.");
        await Expect(page.Locator(".facts")).ToContainTextAsync("Critical impact");
        await Expect(page.Locator(".facts")).ToContainTextAsync("next update in");
        new EmbeddedData(folder).Execute("UPDATE incidents SET next_update_at = next_update_at - 3600000000");
        await page.ReloadAsync();
        await Expect(page.Locator(".facts")).ToContainTextAsync("overdue");
    }

    [Fact]
    public async Task Words_OfAnyScriptAndLength_SurviveARestartOfTheServer()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var first = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await first.ShowsAsync("operational", cancellationToken);
        await using var line = new CutLine(first.Address);
        await using var browser = await chromium.NewContextAsync(line.Address);
        var page = await OpenFormAsync(browser);

        // As long as is allowed, in three bytes a character: more than a circuit takes unless told to.
        var words = string.Concat(Enumerable.Repeat("障害が発生してい\"\n", 1000));
        await page.Locator("#incident-body").FillAsync(words);
        await Expect(page.Locator(".preview")).ToContainTextAsync("障害が発生してい");
        await page.Locator("#incident-body").FillAsync(words + "more");
        await Expect(page.Locator("form.sheet")).ToContainTextAsync("10000 are allowed");
        await page.Locator("#incident-body").FillAsync(words);

        Assert.Equal(0, await first.StopAsync(cancellationToken));
        await using var second = AppProcess.Start(folder.Path);
        await second.ReadyAsync(cancellationToken);
        line.Mend(second.Address);
        await Expect(page.Locator("keep-words").Last).ToContainTextAsync("is back", new() { Timeout = 30_000 });
        await Expect(page.Locator("#incident-title")).ToHaveValueAsync("Log-in fails");
        await page.Locator("[data-test=post]").ClickAsync();

        await Expect(page.Locator("[data-test=update]")).ToContainTextAsync("障害が発生してい");
        await Expect(page.Locator("#incident-body")).ToHaveValueAsync("");
    }

    private static async Task<IPage> OpenFormAsync(IBrowserContext browser)
    {
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        return page;
    }
}
