using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>From an empty folder to a page that shows what a probe has seen.</summary>
[Trait("Category", "Browser")]
public sealed class FirstRunTests(Chromium chromium)
{
    [Fact]
    public async Task Start_WithNothing_PrintsWhereToGoAndTheSetupLink()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var app = AppProcess.Start(folder.Path);

        var link = await app.SetupLinkAsync(cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(link.ToString());

        Assert.Equal(app.Address.Port, link.Port);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("three answers");
        await Accessibility.AssertCleanAsync(page);
    }

    [Fact]
    public async Task Setup_WithThreeAnswers_ShowsAProbedStatusWithinAMinute()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();
        await page.GotoAsync((await app.SetupLinkAsync(cancellationToken)).ToString());

        await page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Northwind Cloud");
        await page.GetByLabel("Web address").FillAsync(target.Address.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Put my page online" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(app.Address + "account/welcome?page=northwind-cloud");
        await Accessibility.AssertCleanAsync(page);
        await page.GotoAsync("/s/northwind-cloud");

        await Expect(page.Locator("#banner h1")).ToHaveTextAsync("All systems operational", new() { Timeout = 60_000 });
        Assert.True(target.Asked > 0);
        await using var stranger = await chromium.NewContextAsync(app.Address);
        var login = await stranger.NewPageAsync();
        await login.GotoAsync("/admin");
        await Accessibility.AssertCleanAsync(login);
        using var again = await app.Http.GetAsync("/setup", cancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, again.StatusCode);
    }
}
