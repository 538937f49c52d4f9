using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The pages about people, programs and processes.</summary>
[Trait("Category", "Browser")]
public sealed class OrganizationLookTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_InEveryView_AreCleanAndFit()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await Look.EachAsync(page, "tokens-none", theme => OpenAsync(page, "/admin/tokens", theme, page.Locator("[data-test=create]")));
        var link = new Uri(await Invitations.InviteAsync(page, "somebody.with.a.very.long.name.indeed@a-long-domain-of-a-company.example.com", "Operator"));
        await Look.CheckAsync(page, "members-link", 320, ColorScheme.Light);
        await MakeTokenAsync(page);

        await Look.EachAsync(page, "members", theme => OpenAsync(page, "/admin/members", theme, page.Locator("[data-test=invitation]")));
        await Look.EachAsync(page, "tokens", theme => OpenAsync(page, "/admin/tokens", theme, page.Locator("[data-test=token]")));
        await Look.EachAsync(page, "audit", theme => OpenAsync(page, "/admin/audit", theme, page.Locator("[data-test=entry]")));
        await Look.EachAsync(page, "audit-none", theme => OpenAsync(page, "/admin/audit?person=nobody", theme, page.Locator("[data-test=empty]")));
        await Look.EachAsync(page, "system", theme => OpenAsync(page, "/admin/system", theme, page.Locator("[data-test=node]")));
        await Look.EachAsync(page, "password", _ => page.GotoAsync("/account/password"));
        await using var stranger = await chromium.NewContextAsync(app.Address);
        var outside = await stranger.NewPageAsync();
        await Look.EachAsync(outside, "join", _ => outside.GotoAsync(new Uri(app.Address, link.PathAndQuery).ToString()));
        await Look.EachAsync(outside, "join-nothing", _ => outside.GotoAsync("/account/join?token=x"));
        await Look.EachAsync(outside, "forgot", _ => outside.GotoAsync("/account/forgot"));
        await Look.EachAsync(outside, "reset-nothing", _ => outside.GotoAsync("/account/reset?token=x"));
    }

    private static async Task MakeTokenAsync(IPage page)
    {
        await page.GotoAsync("/admin/tokens");
        await page.Locator("[data-test=create]").ClickAsync();
        await Expect(page.GetByText("Say what will use it")).ToBeVisibleAsync();
        await page.Locator("[data-test=name]").FillAsync("Pipeline");
        await page.Locator("[data-test=metrics]").CheckAsync();
        await page.Locator("[data-test=create]").ClickAsync();
        await Expect(page.Locator("[data-test=token]")).ToHaveCountAsync(1);
        Assert.StartsWith("sp_", await page.Locator("[data-test=secret]").InputValueAsync(), StringComparison.Ordinal);
        await Look.CheckAsync(page, "tokens-made", 1366, ColorScheme.Light);
    }

    private static async Task OpenAsync(IPage page, string address, ColorScheme theme, ILocator expected)
    {
        await page.GotoAsync(address);
        await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
        await Expect(expected.First).ToBeVisibleAsync();
    }
}
