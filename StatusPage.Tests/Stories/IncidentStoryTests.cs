using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Stories;

/// <summary>Somebody on call tells customers what is going on.</summary>
[Trait("Category", "Browser")]
public sealed class IncidentStoryTests(Chromium chromium)
{
    [Fact]
    public async Task Incident_PostedAndResolved_ShowsAtOnceAndLeavesWhatTheMonitorSays()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var app = AppProcess.Start(folder.Path, AppProcess.SetUpWith(target.Address));
        await app.ShowsAsync("operational", cancellationToken);
        await using var customer = await chromium.NewContextAsync(app.Address);
        var status = await customer.NewPageAsync();
        await status.GotoAsync("/s/northwind");
        await Expect(status.Locator("#live")).ToHaveTextAsync("Live");
        await using var staff = await chromium.NewContextAsync(app.Address);
        var admin = await SignIn.AsOwnerAsync(staff);

        await PostAsync(admin);
        await Expect(status.Locator("#now h3")).ToHaveTextAsync("Log-in fails for some customers");
        await Expect(status.Locator("#banner")).ToHaveAttributeAsync("data-k", "po");
        await FailMonitorAsync(app, folder, target, cancellationToken);
        await Expect(status.Locator("#banner")).ToHaveAttributeAsync("data-k", "po");

        await CorrectAsync(admin);
        await Expect(status.Locator("#now h3")).ToHaveTextAsync("Log-in fails for everybody");
        await Expect(status.Locator("#now")).ToContainTextAsync("We are looking into it with our host.");
        await Expect(status.Locator("#now")).Not.ToContainTextAsync("Restarted by hand");

        await admin.Locator("[data-test=status-Resolved]").CheckAsync(new() { Force = true });
        await admin.Locator("#incident-body").FillAsync("It works again.");
        await admin.Locator("[data-test=post]").ClickAsync();

        await Expect(status.Locator("#now")).ToHaveCountAsync(0);
        await Expect(status.Locator("#banner")).ToHaveAttributeAsync("data-k", "mo");
        await Expect(status.Locator("#main")).ToContainTextAsync("Log-in fails for everybody");
        await admin.GotoAsync("/admin/incidents?show=open");
        await Expect(admin.Locator("[data-test=none]")).ToBeVisibleAsync();
        await admin.Locator("[data-test=find]").FillAsync("EVERYBODY");
        await admin.Locator("[data-test=show-All]").CheckAsync(new() { Force = true });
        await Expect(admin.Locator("[data-test=incident]")).ToHaveCountAsync(1);
        await Accessibility.AssertCleanAsync(admin);
    }

    // With the keyboard alone where words are typed: another title, other words of the update, and a note that stays inside.
    private static async Task CorrectAsync(IPage admin)
    {
        await admin.Locator("[data-test=correct]").ClickAsync();
        await admin.Locator("#head-title").FillAsync("Log-in fails for everybody");
        await admin.Locator("#head-title").PressAsync("Enter");
        await Expect(admin.Locator("h1")).ToHaveTextAsync("Log-in fails for everybody");
        await admin.Locator("[data-test=edit]").ClickAsync();
        await admin.Locator(".timeline textarea").First.FillAsync("We are looking into it with our host.");
        await admin.Locator(".timeline textarea").First.PressAsync("Control+Enter");
        await Expect(admin.Locator("[data-test=earlier]")).ToContainTextAsync("Edited once");
        await admin.Locator("#note-body").FillAsync("Restarted by hand.");
        await admin.Locator("#note-body").PressAsync("Control+Enter");
        await Expect(admin.Locator("[data-test=note-entry]")).ToContainTextAsync("Restarted by hand.");
        await Expect(admin.Locator("[data-test=monitor-entry]").First).ToContainTextAsync("major outage");
        await Accessibility.AssertCleanAsync(admin);
    }

    private static async Task PostAsync(IPage admin)
    {
        await admin.GotoAsync("/admin/incidents/new");
        await admin.Locator("#incident-title").FillAsync("Log-in fails for some customers");
        await admin.Locator("#incident-body").FillAsync("We are **looking into it**.");
        await admin.Locator("[data-test=component]").First.SelectOptionAsync(new SelectOptionValue { Value = "PartialOutage" });
        await Expect(admin.Locator("#impact option").First).ToContainTextAsync("major impact");
        await Accessibility.AssertCleanAsync(admin);
        await admin.Locator("[data-test=post]").ClickAsync();
        await Expect(admin.Locator("[data-test=update]")).ToHaveCountAsync(1);
    }

    private static async Task FailMonitorAsync(AppProcess app, TempFolder folder, SwitchedTarget target, CancellationToken cancellationToken)
    {
        var data = new EmbeddedData(folder);
        await target.StopAsync();
        data.Execute("UPDATE monitors SET failures_to_down = 1");
        data.CheckNow();
        await app.UntilAsync(() => Task.FromResult(data.Scalar("SELECT state FROM monitors") is "down"), "the monitor going down", cancellationToken);
    }
}
