using System.Diagnostics;
using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Draining;

/// <summary>Somebody is writing while their node is replaced.</summary>
[Trait("Category", "Browser")]
public sealed class MovingCircuitTests(PostgresServer postgres, Chromium chromium)
{
    private const string Posted = """
        SELECT i.title || '|' || c.status || '|' || i.impact
        FROM incidents i JOIN incident_updates u ON u.incident_id = i.id JOIN incident_update_components c ON c.update_id = u.id
        """;

    private const string LongText = "Вход не работает. ";

    [Fact]
    public async Task NewIncident_HalfFilledWhileItsNodeIsReplaced_GoesOnElsewhereAndIsPosted()
    {
        await using var nodes = await TwoNodes.StartAsync(postgres);
        await using var browser = await chromium.NewContextAsync(nodes.Front.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await FillAsync(page);
        await page.EvaluateAsync("window.samePage = true");

        await ReplaceFirstAsync(nodes, page);

        await AssertFilledAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("window.samePage === true"), "The page was loaded again.");
        await Expect(page.Locator("#incident-body")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(" More soon.");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToContainTextAsync("We are looking into it. More soon.");
        Assert.Equal("Log-in fails|partial_outage|critical", await nodes.ReadAsync<string>(Posted));
        await page.GotoAsync("/admin/incidents/new");
        await Expect(page.Locator("#incident-title")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Update_LongAndHalfWrittenWhileItsNodeIsReplaced_GoesOnElsewhereInTheThemeThatWasChosen()
    {
        await using var nodes = await TwoNodes.StartAsync(postgres);
        await using var browser = await chromium.NewContextAsync(nodes.Front.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await PostAsync(page);
        await page.GetByLabel("Use the dark theme").ClickAsync();
        await Expect(page.GetByLabel("Use the light theme")).ToBeVisibleAsync();
        var text = string.Concat(Enumerable.Repeat(LongText, 500)).Trim();
        await page.Locator("[data-test=status-Monitoring]").CheckAsync(new() { Force = true });
        await page.Locator("#incident-body").FillAsync(text);
        await Expect(page.Locator(".preview")).ToContainTextAsync("Вход не работает");

        await ReplaceFirstAsync(nodes, page);

        await Expect(page.Locator("#incident-body")).ToHaveValueAsync(text);
        await Expect(page.Locator("[data-test=status-Monitoring]")).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Use the light theme")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-test=live]")).ToHaveTextAsync("live");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-test=state]")).ToContainTextAsync("Monitoring");
    }

    [Fact]
    public async Task NewIncident_WhoseNodeIsKilled_IsStillThereOnTheOther()
    {
        await using var nodes = await TwoNodes.StartAsync(postgres);
        await using var browser = await chromium.NewContextAsync(nodes.Front.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await FillAsync(page);
        await page.EvaluateAsync("window.samePage = true");

        nodes.Front.Node = new Uri("http://127.0.0.1:1/");
        await nodes.First.App.KillAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Locator("#promise").SelectOptionAsync("60");
        await page.Locator("#incident-title").FillAsync("Log-in fails for all");
        nodes.Front.Node = nodes.Second.App.Address;

        await page.WaitForFunctionAsync("() => !window.samePage", null, new() { Timeout = 60_000 });
        await Expect(page.Locator("#promise")).ToHaveValueAsync("60");
        await Expect(page.Locator("#incident-title")).ToHaveValueAsync("Log-in fails for all");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
        Assert.Equal("Log-in fails for all|partial_outage|critical", await nodes.ReadAsync<string>(Posted));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_WhileItsNodeGoes_HappensOnceAndIsShown(bool killed)
    {
        await using var nodes = await TwoNodes.StartAsync(postgres);
        await using var browser = await chromium.NewContextAsync(nodes.Front.Address);
        var page = await SignIn.AsOwnerAsync(browser);
        await page.GotoAsync("/admin/incidents/new");
        await FillAsync(page);
        await Expect(page.Locator(".preview")).ToContainTextAsync("We are looking into it.");

        var leaving = killed ? Task.CompletedTask : nodes.First.DrainAsync();
        nodes.Front.Node = nodes.Second.App.Address;
        await page.Locator("[data-test=post]").ClickAsync();
        await (killed ? nodes.First.App.KillAsync() : leaving);

        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        Assert.Equal(1, await nodes.ReadAsync<long>("SELECT count(*) FROM incidents"));
        Assert.Equal("Log-in fails|partial_outage|critical", await nodes.ReadAsync<string>(Posted));
    }

    private static async Task PostAsync(IPage page)
    {
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        await page.Locator("#incident-body").FillAsync("We are looking into it.");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
    }

    private static async Task ReplaceFirstAsync(TwoNodes nodes, IPage page)
    {
        var dialogs = 0;
        await page.ExposeFunctionAsync("alarmed", () => dialogs++);
        await page.EvaluateAsync(
            "new MutationObserver(() => alarmed()).observe(document.getElementById('components-reconnect-modal'), { attributes: true, attributeFilter: ['open'] })");
        var started = Stopwatch.GetTimestamp();
        var draining = nodes.First.DrainAsync();
        nodes.Front.Node = nodes.Second.App.Address;
        await draining;
        var stopping = Stopwatch.GetTimestamp();
        Assert.Equal(0, await nodes.First.App.StopAsync(TestContext.Current.CancellationToken));
        Assert.InRange(Stopwatch.GetElapsedTime(stopping), TimeSpan.Zero, TimeSpan.FromSeconds(10));

        // Nothing was shown but what had been there, unless the machine was too slow for that.
        await Expect(page.Locator(".picture")).ToHaveCountAsync(0);
        Assert.True(dialogs == 0 || Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(5), "It was told of a lost connection.");
    }

    private static async Task FillAsync(IPage page)
    {
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        await page.Locator("[data-test=status-Identified]").CheckAsync(new() { Force = true });
        await page.Locator("[data-test=component]").First.SelectOptionAsync(new SelectOptionValue { Value = "PartialOutage" });
        await page.Locator("#promise").SelectOptionAsync("30");
        await page.Locator("#impact").SelectOptionAsync("Critical");
        await page.Locator("#incident-body").FillAsync("We are looking into it.");
    }

    private static async Task AssertFilledAsync(IPage page)
    {
        await Expect(page.Locator("#incident-title")).ToHaveValueAsync("Log-in fails");
        await Expect(page.Locator("#incident-body")).ToHaveValueAsync("We are looking into it.");
        await Expect(page.Locator("[data-test=status-Identified]")).ToBeCheckedAsync();
        await Expect(page.Locator("[data-test=component]").First).ToHaveValueAsync("PartialOutage");
        await Expect(page.Locator("#promise")).ToHaveValueAsync("30");
        await Expect(page.Locator("#impact")).ToHaveValueAsync("Critical");
    }
}
