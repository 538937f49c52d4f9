using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Draining;

namespace StatusPage.Tests.Web.Draining;

/// <summary>More viewers come at the same moment than a node takes: after the loss of another one.</summary>
public sealed class ArrivalTests : IAsyncLifetime
{
    private const int PerSecond = 5;
    private const int Many = 60;

    private static readonly string[] Pages = ["/s/demo", "/s/demo/live.json", "/health/live"];

    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartWithPagesAsync(PerSecond);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Sockets_MoreThanTheNodeTakes_AreToldWhenToComeAgain()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => KnockAsync("/hubs/status")));

        var refused = answers.Where(answer => answer.Status is not HttpStatusCode.SwitchingProtocols).ToList();
        Assert.InRange(answers.Length - refused.Count, PerSecond, Many - 1);
        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3)), answer));
    }

    [Fact]
    public async Task Sockets_MoreThanTheNodeTakes_DisturbNobodyElse()
    {
        using var viewer = await HubSocket.ConnectAsync(_host.Address);
        await viewer.SendAsync("""{"type":1,"target":"Watch","arguments":["demo"]}""");
        await viewer.ChangedAsync();

        var knocking = Task.WhenAll(Enumerable.Range(0, Many).Select(_ => KnockAsync("/hubs/status")));
        var pages = await Task.WhenAll(Pages.Select(path => _host.GetAsync(path)));
        await _host.Push.ChangedAsync(SampleSnapshots.Snapshot(version: 2), TestContext.Current.CancellationToken);

        Assert.Equal(2, (await viewer.ChangedAsync()).GetProperty("version").GetInt64());
        Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.StatusCode));
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await KnockAsync("/_blazor")).Status);
        Assert.Contains(await knocking, answer => answer.Status is HttpStatusCode.ServiceUnavailable);
        Array.ForEach(pages, page => page.Dispose());
    }

    [Fact]
    public async Task Socket_ThatWasRefused_IsTakenALittleLater()
    {
        await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => KnockAsync("/hubs/status")));

        await Patience.UntilAsync(
            async () => (await KnockAsync("/hubs/status")).Status is HttpStatusCode.SwitchingProtocols, "room for one more");
    }

    [Fact]
    public void Rate_OfANode_IsTwoThousandASecond()
    {
        using var rate = new ArrivalRate();
        var taken = 0;
        while (rate.TryTake())
        {
            taken++;
        }

        // What came free while it was counted is among them.
        Assert.InRange(taken, 2000, 3999);
    }

    /// <summary>Asks for a socket and hangs up: what it was told, and when it may come again.</summary>
    private async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> KnockAsync(string path)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new UriBuilder(_host.Address) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is not default(HttpStatusCode))
        {
            // What it was told in place of a socket is what is asked for.
        }

        var after = socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var said) is true ? said.Single() : null;
        return (socket.HttpStatusCode, after is null ? null : TimeSpan.FromSeconds(int.Parse(after, CultureInfo.InvariantCulture)));
    }
}
