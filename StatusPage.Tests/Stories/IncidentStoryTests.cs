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

        await admin.Locator("[data-test=status-Resolved]").CheckAsync(new() { Force = true });
        await admin.Locator("#incident-body").FillAsync("It works again.");
        await admin.Locator("[data-test=post]").ClickAsync();

        await Expect(status.Locator("#now")).ToHaveCountAsync(0);
        await Expect(status.Locator("#banner")).ToHaveAttributeAsync("data-k", "mo");
        await Expect(status.Locator("#main")).ToContainTextAsync("Log-in fails for some customers");
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
