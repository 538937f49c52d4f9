using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>The pages that somebody meets before the board, and the one from which an incident is run.</summary>
[Trait("Category", "Browser")]
public sealed class EntryLookTests(Chromium chromium)
{
    [Fact]
    public async Task FirstRun_InEveryView_IsCleanAndFits()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path);
        var link = await app.SetupLinkAsync(cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();

        await Look.EachAsync(page, "setup-code", _ => page.GotoAsync("/setup?code=wrong"));
        await Look.EachAsync(page, "setup", _ => page.GotoAsync(link.ToString()));
        await Look.EachAsync(page, "setup-again", async _ =>
        {
            await page.GotoAsync(link.ToString());
            await page.EvaluateAsync("() => { for (const form of document.forms) form.noValidate = true; }");
            await FillAsync(page, "not a mail address", "short", "ftp://nowhere");
            await Expect(page.Locator(".error").First).ToBeVisibleAsync();
        });

        await page.GotoAsync(link.ToString());
        await FillAsync(page, "owner@example.com", "correct horse battery", target.Address.ToString());
        await Expect(page).ToHaveURLAsync(app.Address + "account/welcome?page=northwind-cloud");
        await Look.EachAsync(page, "welcome", _ => page.ReloadAsync());
    }

    [Fact]
    public async Task SignInAndNothingHere_InEveryView_AreCleanAndFit()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await browser.NewPageAsync();

        await Look.EachAsync(page, "sign-in", _ => page.GotoAsync("/admin"));
        await Look.EachAsync(page, "no-such-page", _ => page.GotoAsync("/s/nobody"));
        await Look.EachAsync(page, "no-such-address", _ => page.GotoAsync("/nobody"));
        await page.GotoAsync("/account/login");
        await page.GetByLabel("E-mail address").FillAsync("owner@example.com");
        await page.GetByLabel("Password").FillAsync("wrong horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await Look.CheckAsync(page, "sign-in-refused", 320, ColorScheme.Light);
    }

    [Fact]
    public async Task IncidentRoom_InEveryView_IsCleanAndFits()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var browser = await chromium.NewContextAsync(app.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails for some customers of the Western region, who see Error_0x8007045D_while_the_service_restarts");
        await page.Locator("#incident-body").FillAsync("We are **looking into it**.\n\n- one\n- two\n\n`a_long_word_without_any_place_to_break_it_that_would_push_a_phone_apart_if_it_could`");
        await page.Locator("[data-test=component]").First.SelectOptionAsync(new SelectOptionValue { Value = "PartialOutage" });
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
        var room = page.Url;

        await Look.EachAsync(page, "incident-room", theme => OpenAsync(page, room, theme, page.Locator("[data-test=update]")));
        await Look.EachAsync(page, "incidents-one", theme => OpenAsync(page, "/admin/incidents", theme, page.Locator("[data-test=incident]")));
        await Look.EachAsync(page, "admin-nothing", _ => page.GotoAsync("/admin/nobody"));
        await Look.EachAsync(page, "public-incident", async _ =>
        {
            await page.GotoAsync("/s/northwind");
            await Expect(page.Locator("#now h3")).ToBeVisibleAsync();
        });
    }

    private static async Task OpenAsync(IPage page, string address, ColorScheme theme, ILocator expected)
    {
        await page.GotoAsync(address);
        await Expect(Look.FrameOf(page, theme)).ToBeVisibleAsync();
        await Expect(expected.First).ToBeVisibleAsync();
    }

    private static async Task FillAsync(IPage page, string mail, string password, string address)
    {
        await page.GetByLabel("E-mail address").FillAsync(mail);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Northwind Cloud");
        await page.GetByLabel("Web address").FillAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put my page online" }).ClickAsync();
    }
}
