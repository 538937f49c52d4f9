using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>A customer asks to be told, is told, and leaves.</summary>
[Trait("Category", "Browser")]
public sealed partial class SubscriberStoryTests(Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customer_SubscribesIsToldAndLeavesWithOneClick()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var sink = new SmtpSink();
        await using var app = AppProcess.Start(folder.Path, WithMail(target, sink));
        await app.ShowsAsync("operational", Token);
        await using var customer = await chromium.NewContextAsync(app.Address, new() { JavaScriptEnabled = false });
        await SubscribeAsync(app, sink, await customer.NewPageAsync());

        await using var staff = await chromium.NewContextAsync(app.Address);
        var admin = await SignIn.AsOwnerAsync(staff);
        await PostAsync(admin);
        var mail = await MailAsync(app, sink, count: 2);
        Assert.Equal("[Northwind] Log-in fails for some customers", mail.Subject);
        Assert.Contains("We are **looking into it**.", mail.TextBody, StringComparison.Ordinal);
        await Expect(admin.Locator("[data-test=mailed]")).ToContainTextAsync("1 mail sent");
        await LookAsync(mail.HtmlBody ?? "", "mail-incident");

        using var answer = await app.Http.PostAsync(new Uri(Unwrap().Replace(mail.Headers["List-Unsubscribe"] ?? "", "")), new StringContent("List-Unsubscribe=One-Click"), Token);
        Assert.True(answer.IsSuccessStatusCode);
        await admin.Locator("#incident-body").FillAsync("It works again.");
        await Expect(admin.Locator("[data-test=audience]")).ToBeVisibleAsync();
        await admin.Locator("[data-test=post]").ClickAsync();
        await Expect(admin.Locator("[data-test=update]")).ToHaveCountAsync(2);

        // What is tested next to it was asked for later and has come.
        await TestAsync(admin);
        await MailAsync(app, sink, count: 3);
        Assert.Equal("Mail from StatusPage works", sink.Mails.Last().Read().Subject);
        await ListAsync(admin);
    }

    private static Dictionary<string, string> WithMail(SwitchedTarget target, SmtpSink sink) => new(AppProcess.SetUpWith(target.Address), StringComparer.Ordinal)
    {
        ["Smtp__Host"] = "127.0.0.1",
        ["Smtp__Port"] = FormattableString.Invariant($"{sink.Port}"),
        ["Smtp__From"] = "status@example.com",
    };

    private static async Task SubscribeAsync(AppProcess app, SmtpSink sink, IPage page)
    {
        await page.GotoAsync("/s/northwind");
        await page.GetByRole(AriaRole.Link, new() { Name = "Subscribe" }).ClickAsync();
        await page.GetByLabel("E-mail address").FillAsync("ada@example.com");
        await Screenshots.TakeAsync(page, "subscribe-1366-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Look into your inbox");
        var mail = await MailAsync(app, sink, count: 1);
        await page.GotoAsync(Confirm().Match(mail.TextBody ?? "").Value);
        await Expect(page.Locator("h1")).ToHaveTextAsync("Confirm your subscription");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("You are subscribed");
    }

    private static async Task PostAsync(IPage admin)
    {
        await admin.GotoAsync("/admin/incidents/new");
        await admin.Locator("#incident-title").FillAsync("Log-in fails for some customers");
        await admin.Locator("#incident-body").FillAsync("We are **looking into it**.");
        await admin.Locator("[data-test=component]").First.SelectOptionAsync(new SelectOptionValue { Value = "PartialOutage" });
        await Expect(admin.Locator("[data-test=audience]")).ToHaveTextAsync("1 person will be told");
        await Accessibility.AssertCleanAsync(admin);
        await admin.Locator("[data-test=post]").ClickAsync();
        await Expect(admin.Locator("[data-test=update]")).ToHaveCountAsync(1);
    }

    private static async Task TestAsync(IPage admin)
    {
        await admin.GotoAsync("/admin/mail");
        await admin.Locator("[data-test=test]").ClickAsync();
        await Expect(admin.Locator("[data-test=outcome]")).ToContainTextAsync("has taken the mail in");
        await Screenshots.TakeAsync(admin, "mail-1366-light");
        await Accessibility.AssertCleanAsync(admin);
    }

    private static async Task ListAsync(IPage admin)
    {
        await admin.GotoAsync("/admin/subscribers");
        await Expect(admin.Locator("[data-test=subscriber]")).ToContainTextAsync("ada@example.com");
        await Screenshots.TakeAsync(admin, "subscribers-1366-light");
        await Accessibility.AssertCleanAsync(admin);
        await admin.Locator("[data-test=remove]").ClickAsync();
        await admin.Locator("[data-test=remove-yes]").ClickAsync();
        await Expect(admin.Locator("[data-test=empty]")).ToBeVisibleAsync();
    }

    private async Task LookAsync(string html, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var browser = await chromium.NewContextAsync(new Uri("http://127.0.0.1"), new() { ColorScheme = scheme, ViewportSize = new() { Width = 700, Height = 700 } });
            var page = await browser.NewPageAsync();
            await page.SetContentAsync(html);
            await Screenshots.TakeAsync(page, $"{name}-{scheme}");
            await Accessibility.AssertCleanAsync(page);
        }
    }

    private static async Task<MimeKit.MimeMessage> MailAsync(AppProcess app, SmtpSink sink, int count)
    {
        await app.UntilAsync(() => Task.FromResult(sink.Mails.Count >= count), $"mail {count}", Token);
        return sink.Mails.ElementAt(count - 1).Read();
    }

    [GeneratedRegex(@"http\S+/subscription/confirm\?key=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Confirm();

    [GeneratedRegex("[<>]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unwrap();
}
