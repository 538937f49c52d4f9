using StatusPage.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace StatusPage.Tests.Faults;

/// <summary>What stands in front of the nodes is reloaded or killed, or leads a browser to a node that does not know it.</summary>
[Trait("Category", "Browser")]
public sealed class ProxyFaultTests(ProxiedCluster fixture, Chromium chromium) : IClassFixture<ProxiedCluster>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await fixture.MendAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Flt42_NginxIsReloaded_AllPagesGoOnWhereTheyWere()
    {
        await using var desk = await Desk.OpenAsync(chromium, fixture.Nginx.Address);

        await fixture.Nginx.ReloadAsync();
        await desk.ConnectsAgainAsync();

        await desk.AssertWorksAsync(fixture);
        Assert.True(await desk.IsTheSameAsync(), "A page was loaded again.");
    }

    [Fact]
    public async Task Flt42_NginxIsKilledAndStartedAgain_AllPagesGoOnWhereTheyWere()
    {
        await using var desk = await Desk.OpenAsync(chromium, fixture.Nginx.Address);

        await fixture.Nginx.KillAsync();
        await Expect(desk.Board.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(desk.Draft.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(desk.Status.Locator("#live")).Not.ToHaveTextAsync("Live");
        desk.Forget();

        // Which nobody can be told of.
        await fixture.TurnAsync(isWell: false);
        await fixture.Nginx.StartAsync();
        await desk.ConnectsAgainAsync();

        await desk.AssertShowsAsync(isWell: false);
        await desk.AssertWorksAsync(fixture);
        Assert.True(await desk.IsTheSameAsync(), "A page was loaded again.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Flt42_CookieOfTheNodeIsLost_PagesComeBackByThemselvesWithWhatWasWritten(bool leadsElsewhere)
    {
        await using var desk = await Desk.OpenAsync(chromium, fixture.Nginx.Address);
        var other = fixture.Cluster.Webs.Select(web => web.Name).Except([await desk.NodeAsync()]).Single();

        await (leadsElsewhere ? desk.LeadToAsync(other) : desk.LoseNodeAsync());
        await fixture.Nginx.RestartAsync();
        await desk.ConnectsAgainAsync();

        await desk.AssertWorksAsync(fixture);
        var node = await desk.NodeAsync();
        Assert.Contains(fixture.Cluster.Webs, web => web.Name == node);
        Assert.True(!leadsElsewhere || node == other, $"It was led to {node}.");
    }

    [Fact]
    public async Task Flt42_NodeOfASessionIsSwapped_PagesComeBackByThemselvesWithWhatWasWritten()
    {
        await using var desk = await Desk.OpenAsync(chromium, fixture.Nginx.Address);
        foreach (var _ in fixture.Cluster.Webs)
        {
            // Where it is now; the second time that is the one that stood in.
            var here = await desk.NodeAsync();
            var node = fixture.Cluster.Webs.Single(web => web.Name == here);
            await node.KillAsync();

            await Patience.UntilAsync(async () => await desk.NodeAsync() is var now && now != here && now.Length > 0, "the session on the other node", TimeSpan.FromSeconds(60));
            await desk.AssertWorksAsync(fixture);
            await node.RestartAsync();
        }
    }
}
