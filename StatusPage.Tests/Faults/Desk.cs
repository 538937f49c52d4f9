using Microsoft.Playwright;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Draining;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Faults;

/// <summary>Somebody on call: the board and a half-written incident open, and the public page beside them. Nobody ever clicks on anything to get on.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private const string Title = "Log-in fails";
    private const string Text = "We are looking into it.";

    // The public page comes back within seconds; a page of the staff side may first have to wait for its next try.
    private const float Longest = 60_000;

    private readonly IBrowserContext _browser;
    private readonly Uri _address;
    private readonly Dictionary<IPage, int> _sockets = [];

    private Desk(IBrowserContext browser, Uri address)
    {
        _browser = browser;
        _address = address;
    }

    public IPage Board { get; private set; } = null!;

    public IPage Draft { get; private set; } = null!;

    public IPage Status { get; private set; } = null!;

    public static async Task<Desk> OpenAsync(Chromium chromium, Uri address)
    {
        var desk = new Desk(await chromium.NewContextAsync(address), address);
        desk.Board = desk.Counted(await SignIn.AsOwnerAsync(desk._browser));
        desk.Draft = desk.Counted(await desk._browser.NewPageAsync());
        desk.Status = desk.Counted(await desk._browser.NewPageAsync());
        await desk.Board.GotoAsync("/admin");
        await desk.Draft.GotoAsync("/admin/incidents/new");
        await desk.Status.GotoAsync("/s/northwind");
        await desk.Draft.Locator("#incident-title").FillAsync(Title);
        await desk.Draft.Locator("#incident-body").FillAsync(Text);
        await Expect(desk.Draft.Locator(".preview")).ToContainTextAsync(Text);
        await Expect(desk.Board.Locator("live-mark")).ToHaveTextAsync("live");
        await Expect(desk.Status.Locator("#live")).ToHaveTextAsync("Live");
        foreach (var page in desk._sockets.Keys)
        {
            await page.EvaluateAsync("window.samePage = true");
        }

        desk.Forget();
        return desk;
    }

    /// <summary>The node that the browser is led to; empty when it is not said.</summary>
    public async Task<string> NodeAsync() =>
        (await _browser.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == NodeCookie.Name)?.Value ?? "";

    public async Task LoseNodeAsync() => await _browser.ClearCookiesAsync(new() { Name = NodeCookie.Name });

    public Task LeadToAsync(string node) => _browser.AddCookiesAsync([new() { Name = NodeCookie.Name, Value = node, Url = _address.ToString(), HttpOnly = true }]);

    /// <summary>From now on all pages have to connect again.</summary>
    public void Forget()
    {
        foreach (var page in _sockets.Keys)
        {
            _sockets[page] = 0;
        }
    }

    /// <summary>Waits until every page has opened another socket.</summary>
    public Task ConnectsAgainAsync() =>
        Patience.UntilAsync(() => _sockets.Values.All(sockets => sockets > 0), "every page connecting again", TimeSpan.FromMilliseconds(Longest));

    /// <summary>Whether the staff pages are those that were opened, and not loaded again.</summary>
    public async Task<bool> IsTheSameAsync() =>
        await Board.EvaluateAsync<bool>("window.samePage === true") && await Draft.EvaluateAsync<bool>("window.samePage === true");

    /// <summary>All pages work, and what was written is there.</summary>
    public async Task AssertWorksAsync(ProxiedCluster cluster)
    {
        await Expect(Status.Locator("#live")).ToHaveTextAsync("Live", new() { Timeout = Longest });
        await Expect(Board.Locator("live-mark")).ToHaveTextAsync("live", new() { Timeout = Longest });
        await Expect(Draft.Locator("#incident-title")).ToHaveValueAsync(Title, new() { Timeout = Longest });
        await Expect(Draft.Locator("#incident-body")).ToHaveValueAsync(Text);

        // What is typed now reaches a server that knows the rest.
        await Draft.Locator("#incident-body").FillAsync($"{Text} More soon.");
        await Expect(Draft.Locator(".preview")).ToContainTextAsync("More soon.", new() { Timeout = Longest });
        await Draft.Locator("#incident-body").FillAsync(Text);
        foreach (var isWell in new[] { false, true })
        {
            await cluster.TurnAsync(isWell);
            await AssertShowsAsync(isWell);
        }

        foreach (var page in new[] { Board, Draft })
        {
            await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
            await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
        }
    }

    /// <summary>The public page and the board show this of the target.</summary>
    public async Task AssertShowsAsync(bool isWell)
    {
        await Expect(Status.Locator("#banner")).ToHaveAttributeAsync("data-k", isWell ? "ok" : "mo", new() { Timeout = Longest });
        await Expect(Board.Locator($"[data-test=tile][data-state={(isWell ? "Up" : "Down")}]")).ToHaveCountAsync(1, new() { Timeout = Longest });
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();

    private IPage Counted(IPage page)
    {
        _sockets[page] = 0;
        page.WebSocket += (_, _) => _sockets[page]++;
        return page;
    }
}
