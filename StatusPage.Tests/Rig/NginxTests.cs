using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace StatusPage.Tests.Rig;

/// <summary>What the shared configuration of nginx does, with nodes that only say who they are.</summary>
[Trait("Category", "Process")]
public sealed class NginxTests : IAsyncLifetime
{
    private readonly NamedNode _first = new("web-1");
    private readonly NamedNode _second = new("web-2");
    private readonly NginxServer _nginx;
    private readonly HttpClient _browser;

    public NginxTests()
    {
        _nginx = new NginxServer(new[] { _first, _second }.ToDictionary(node => node.Name, node => node.Address, StringComparer.Ordinal));
        _browser = _nginx.Browser();
    }

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_first.StartAsync(), _second.StartAsync());
        await _nginx.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _nginx.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Cookie_NamesANode_LeadsThereAndElsewhereOnceItIsGone()
    {
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal("web-2", await AskAsync("/admin", "other=1; StatusPage.Node=web-2"));
        }

        await _second.DisposeAsync();
        Assert.Equal("web-1", await AskAsync("/admin", "StatusPage.Node=web-2"));
        Assert.Equal("web-1", await AskAsync("/admin", "StatusPage.Node=never-heard-of"));
    }

    [Fact]
    public async Task NoCookie_GoesToEveryNode()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < 8; time++)
        {
            asked.Add(await AskAsync("/admin"));
            asked.Add(await AskAsync("/s/northwind"));
        }

        Assert.Equal(["web-1", "web-2"], asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NodeThatSaysItIsGoing_IsPassedOverForReadingAndNotForWriting()
    {
        _second.Status = HttpStatusCode.ServiceUnavailable;

        Assert.Equal("web-1", await AskAsync("/admin", "StatusPage.Node=web-2"));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/admin") { Headers = { { "Cookie", "StatusPage.Node=web-2" } } };
        using var refused = await _browser.SendAsync(post, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(0, _first.Posts);
        Assert.Equal(1, _second.Posts);
    }

    [Fact]
    public async Task TakeOut_ANode_SendsNothingThereUntilItIsBack()
    {
        await _nginx.TakeOutAsync("web-2");
        for (var time = 0; time < 8; time++)
        {
            Assert.Equal("web-1", await AskAsync("/admin", "StatusPage.Node=web-2"));
        }

        await _nginx.UseAsync(new Dictionary<string, Uri>(StringComparer.Ordinal) { [_first.Name] = _first.Address, [_second.Name] = _second.Address });
        Assert.Equal("web-2", await AskAsync("/admin", "StatusPage.Node=web-2"));
    }

    [Fact]
    public async Task ForwardedHeaders_OfAClient_AreReplaced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/forwarded");
        request.Headers.Host = "status.example.com";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("Forwarded", "for=203.0.113.9");

        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1|http|status.example.com|", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WebSocket_PassesAndOutlivesAReload()
    {
        using var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        await socket.ConnectAsync(new UriBuilder(_nginx.Address) { Scheme = "ws", Path = "/socket" }.Uri, TestContext.Current.CancellationToken);
        Assert.Equal("one", await EchoAsync(socket, "one"));

        await _nginx.TakeOutAsync("web-2");

        Assert.Equal("two", await EchoAsync(socket, "two"));
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private async Task<string> AskAsync(string path, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
