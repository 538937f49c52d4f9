using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>A day on the staff side by the keyboard alone; monitors are set up like that in <see cref="MonitorStoryTests"/>.</summary>
[Trait("Category", "Browser")]
public sealed class KeyboardStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Outage_FromTheBoardToItsEnd_AndWhatAnOwnerDoes_ByTheKeyboard()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();

        await SignInAsync(page);
        var data = new EmbeddedData(folder);
        await target.StopAsync();
        data.Execute("UPDATE monitors SET failures_to_down = 1");
        data.CheckNow();
        await AcknowledgeAsync(page);
        await PostAsync(page);
        await ResolveAsync(page);
        await InviteAsync(page);
        await MakeTokenAsync(page);
        await SignOutAsync(page);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/admin");
        await Keys.TypeAsync(page, page.GetByLabel("E-mail address"), "owner@example.com");
        await Keys.TypeAsync(page, page.GetByLabel("Password"), "correct horse battery");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin");
    }

    private static async Task AcknowledgeAsync(IPage page)
    {
        await Expect(page.Locator("[data-test=problem]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("[data-test=in-hand]")).ToContainTextAsync("owner@example.com has it in hand");
    }

    private static async Task PostAsync(IPage page)
    {
        await Keys.PressAsync(page, page.Locator("[data-test=problem] a[href^='/admin/incidents/new']"));
        await Expect(page.Locator("#incident-title")).Not.ToHaveValueAsync("");
        await Keys.TypeAsync(page, page.Locator("#incident-body"), "We look into it.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
        await Keys.TypeAsync(page, page.Locator("#incident-body"), "A change of this morning is to blame.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(2);
    }

    private static async Task ResolveAsync(IPage page)
    {
        await Keys.ReachAsync(page, page.Locator("[data-test=status-Investigating]"), "Shift+Tab");
        for (var step = 0; step < 3; step++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(page.Locator("[data-test=status-Resolved]")).ToBeCheckedAsync();
        await Expect(page.Locator("[data-test=post]")).ToHaveTextAsync("Resolve incident");
        await Keys.PressAsync(page, page.Locator("[data-test=post]"));
        await Expect(page.Locator("[data-test=state]")).ToHaveTextAsync("Resolved");
    }

    private static async Task InviteAsync(IPage page)
    {
        await GoAsync(page, "Members");
        await Keys.TypeAsync(page, page.Locator("[data-test=email]"), "bob@example.com");
        await Keys.ReachAsync(page, page.Locator("[data-test=role-Operator]"));
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator("[data-test=role-Viewer]")).ToBeCheckedAsync();
        await Keys.PressAsync(page, page.Locator("[data-test=invite]"));
        await Expect(page.Locator("[data-test=invitation]")).ToContainTextAsync("bob@example.com as viewer");

        // The question stands where the button was, on the answer that does no harm.
        await Keys.ReachAsync(page, page.Locator("[data-test=revoke]"), "Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-test=revoke-no]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-test=revoke]")).ToBeFocusedAsync();
    }

    private static async Task MakeTokenAsync(IPage page)
    {
        await GoAsync(page, "Tokens");
        await Keys.TypeAsync(page, page.Locator("[data-test=name]"), "Pipeline");
        await Keys.PressAsync(page, page.Locator("[data-test=create]"));
        await Expect(page.Locator("[data-test=once]")).ToContainTextAsync("Token Pipeline");
    }

    private static async Task SignOutAsync(IPage page)
    {
        await Keys.ReachAsync(page, page.GetByLabel("Account", new() { Exact = true }), "Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await Keys.PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));
        await page.WaitForURLAsync("**/account/login");
    }

    // By the menu, which stands before the content.
    private static async Task GoAsync(IPage page, string name)
    {
        await Keys.ReachAsync(page, page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = name }), "Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
    }
}
