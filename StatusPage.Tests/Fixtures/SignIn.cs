using Microsoft.Playwright;

namespace StatusPage.Tests.Fixtures;

internal static class SignIn
{
    /// <summary>Signs in whom <see cref="AppProcess.SetUpWith"/> made the owner; the page stands on the board.</summary>
    public static async Task<IPage> AsOwnerAsync(IBrowserContext browser)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/admin");
        await page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/admin");
        return page;
    }
}
