using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Fixtures;

internal static class Invitations
{
    /// <summary>An owner, whose page this is, invites somebody; the link that is shown.</summary>
    public static async Task<string> InviteAsync(IPage owner, string email, string role)
    {
        await owner.GotoAsync("/admin/members");
        await owner.Locator("[data-test=email]").FillAsync(email);
        await owner.Locator($"[data-test=role-{role}]").CheckAsync();
        await owner.Locator("[data-test=invite]").ClickAsync();
        await Expect(owner.Locator("[data-test=invitation]", new() { HasText = email })).ToBeVisibleAsync();
        return await owner.Locator("[data-test=secret]").InputValueAsync();
    }

    /// <summary>Somebody else follows the link; the page stands on the board.</summary>
    public static async Task<IPage> JoinAsync(IBrowserContext browser, Uri link)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await page.GetByLabel("Choose a password").FillAsync("another horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Board");
        return page;
    }
}
