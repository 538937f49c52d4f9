using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>An owner lets somebody else in, and decides what they may.</summary>
[Trait("Category", "Browser")]
public sealed class MemberStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Invitation_CopiedAndFollowed_LetsSomebodyInWithTheirRole()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var first = await chromium.NewContextAsync(app.Address);
        await using var second = await chromium.NewContextAsync(app.Address);
        var owner = await SignIn.AsOwnerAsync(first);

        var link = new Uri(await Invitations.InviteAsync(owner, "bob@example.com", "Viewer"));
        var bob = await Invitations.JoinAsync(second, new Uri(app.Address, link.PathAndQuery));

        // Shown without a reload, and what the role may not is neither offered nor opened.
        await Expect(owner.Locator("[data-test=member]", new() { HasText = "bob@example.com" })).ToBeVisibleAsync();
        await Expect(bob.GetByRole(AriaRole.Link, new() { Name = "Tokens" })).ToHaveCountAsync(0);
        await bob.GotoAsync("/admin/tokens");
        await Expect(bob.Locator("[data-test=not-for-you]")).ToBeVisibleAsync();
        await Accessibility.AssertCleanAsync(bob);
        await bob.GotoAsync("/admin/members");
        await Expect(bob.Locator("[data-test=member]")).ToHaveCountAsync(2);
        await Expect(bob.Locator("[data-test=invite]")).ToHaveCountAsync(0);

        await owner.GetByLabel("Role of bob@example.com").SelectOptionAsync("Owner");
        await Expect(bob.Locator("[data-test=invite]")).ToBeVisibleAsync();

        await bob.GotoAsync(new Uri(app.Address, link.PathAndQuery).ToString());
        await Expect(bob.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This invitation has been used");
    }

    [Fact]
    public async Task Organizations_Two_AreChangedInTheMenuAndOpenPagesFollow()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        var other = await browser.NewPageAsync();
        await other.GotoAsync("/admin/members");
        await Expect(other.Locator("[data-test=member]")).ToHaveCountAsync(1);

        await page.GetByLabel("Account").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New organisation" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Create it and go there" })).ToBeVisibleAsync();
        await Accessibility.AssertCleanAsync(page);
        await page.GetByLabel("Name").FillAsync("Second");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create it and go there" }).ClickAsync();

        await Expect(page.Locator("[data-test=organization]")).ToHaveTextAsync("Second");
        await Expect(other.Locator("[data-test=organization]")).ToHaveTextAsync("Second");
        await page.GetByLabel("Account").ClickAsync();
        await Accessibility.AssertCleanAsync(page);
        await Screenshots.TakeAsync(page, "account-menu-1366-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Northwind" }).ClickAsync();
        await Expect(page.Locator("[data-test=organization]")).ToHaveTextAsync("Northwind");
    }
}
