using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The frame of the staff side, used without a mouse; nothing of it may trouble the browser.</summary>
[Trait("Category", "Browser")]
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task Frame_ByKeyboard_SkipsOpensAndCloses()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        var troubles = new List<string>();
        page.Console += (_, message) => troubles.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => troubles.Add(error);
        await Expect(page.Locator("[data-test=tile]")).ToHaveCountAsync(1);

        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        Assert.EndsWith("/admin", page.Url, StringComparison.Ordinal);

        await page.GetByLabel("Account").PressAsync("Enter");
        await Expect(page.Locator("details.who")).ToHaveAttributeAsync("open", "");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("details.who")).Not.ToHaveAttributeAsync("open", "");

        await page.SetViewportSizeAsync(390, 844);
        var navigation = page.GetByRole(AriaRole.Button, new() { Name = "Navigation" });
        await Expect(navigation).ToHaveAttributeAsync("aria-expanded", "false");
        await navigation.PressAsync("Enter");
        await Expect(navigation).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(navigation).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(navigation).ToBeFocusedAsync();

        await page.GotoAsync($"/admin/incidents/{Guid.CreateVersion7()}");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the incidents" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await Expect(page).ToHaveTitleAsync("Incidents · StatusPage");
        Assert.Empty(troubles);
    }
}
