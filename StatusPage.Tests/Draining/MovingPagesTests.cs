using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Draining;

/// <summary>Customers have the public page open while their node is replaced.</summary>
[Trait("Category", "Browser")]
[Collection(Alone.Name)]
public sealed class MovingPagesTests(PostgresServer postgres, Chromium chromium)
{
    private const int Many = 6;

    // Over how long a node that leaves asks its viewers to spread, and what a busy machine adds.
    private const double Spread = 2000;
    private const double Busy = 2000;

    // What the page does, noted by itself: when it opened which socket, and whatever it said but that it is live.
    private const string Notes = """
        window.sockets = [];
        window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.sockets.push(Date.now()); } };
        """;

    private const string Watch = """
        window.said = [];
        new MutationObserver(() => {
            const text = document.querySelector('#live').textContent;
            if (text !== 'Live') window.said.push(text);
        }).observe(document.querySelector('#live'), { childList: true, characterData: true, subtree: true });
        """;

    [Fact]
    public async Task Pages_WhoseNodeIsReplaced_GoElsewhereOneAfterTheOtherAndStayLive()
    {
        await using var nodes = await TwoNodes.StartAsync(postgres);
        await using var customers = await chromium.NewContextAsync(nodes.Front.Address);
        await customers.AddInitScriptAsync(Notes);
        List<IPage> pages = [];
        for (var customer = 0; customer < Many; customer++)
        {
            var page = await customers.NewPageAsync();
            await page.GotoAsync("/s/northwind");
            await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
            await page.EvaluateAsync(Watch);
            pages.Add(page);
        }

        var draining = nodes.First.DrainAsync();
        nodes.Front.Node = nodes.Second.App.Address;
        await draining;
        Assert.Equal(0, await nodes.First.App.StopAsync(TestContext.Current.CancellationToken));

        List<double> moved = [];
        foreach (var page in pages)
        {
            Assert.Empty(await page.EvaluateAsync<string[]>("window.said"));
            var sockets = await page.EvaluateAsync<double[]>("window.sockets");
            Assert.Equal(2, sockets.Length);
            moved.Add(sockets[1]);
        }

        Assert.InRange(moved.Max() - moved.Min(), Spread / 20, Spread + Busy);
        await PostAsync(nodes.Front.Address);
        foreach (var page in pages)
        {
            await Expect(page.Locator("#now h3")).ToHaveTextAsync("Log-in fails");
            await Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        }
    }

    private async Task PostAsync(Uri address)
    {
        await using var staff = await chromium.NewContextAsync(address);
        var page = await SignIn.AsOwnerAsync(staff);
        await page.GotoAsync("/admin/incidents/new");
        await page.Locator("#incident-title").FillAsync("Log-in fails");
        await page.Locator("#incident-body").FillAsync("We are looking into it.");
        await page.Locator("[data-test=post]").ClickAsync();
        await Expect(page.Locator("[data-test=update]")).ToHaveCountAsync(1);
    }
}
