using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The staff side takes its colours from two places, its own variables and MudBlazor's: nobody may see the one dark and the other light.</summary>
[Trait("Category", "Browser")]
public sealed class ThemeTests(Chromium chromium)
{
    // Looks after every change of the document whether both say the same background.
    private const string Watch = """
        window.mixed = 0;
        new MutationObserver((_, observer) => {
          if (!document.querySelector('.mud-layout')) return;
          const probe = document.createElement('i');
          probe.style.cssText = 'color: var(--bg); background-color: var(--mud-palette-background)';
          document.documentElement.append(probe);
          const { color, backgroundColor } = getComputedStyle(probe);
          probe.remove();
          observer.takeRecords();
          if (color !== backgroundColor) window.mixed++;
        }).observe(document, { subtree: true, childList: true, attributes: true });
        """;

    [Fact]
    public async Task Admin_WhenTheSystemHasChangedItsScheme_NeverMixesLightAndDark()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address, new() { ColorScheme = ColorScheme.Light });
        var page = await SignIn.AsOwnerAsync(browser);
        await page.AddInitScriptAsync(Watch);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync("/admin");

        await Expect(page.Locator(".frame.dark")).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-scheme", "dark");
        Assert.Equal(0, await page.EvaluateAsync<int>("mixed"));
    }

    [Fact]
    public async Task Admin_OnTheFirstVisit_OpensInTheSystemsScheme()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address, new() { ColorScheme = ColorScheme.Dark });
        var page = await browser.NewPageAsync();

        await page.GotoAsync("/admin");

        // The page to sign in at tells the server, which renders the next one.
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.cookie.includes('StatusPage.Scheme=dark')");
    }
}
