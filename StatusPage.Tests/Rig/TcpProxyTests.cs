using System.Net;
using System.Net.Sockets;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

public sealed class TcpProxyTests : IAsyncLifetime
{
    private readonly NamedNode _node = new("behind");
    private readonly TcpProxy _line;

    public TcpProxyTests() => _line = new TcpProxy(_node.Address.Port);

    public async ValueTask InitializeAsync() => await _node.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Line_CarriesBothWaysAndForgetsWhatEnded()
    {
        Assert.Equal("behind", await AskAsync());

        await Patience.UntilAsync(() => _line.Connections == 0, "the end of the connection");
    }

    [Fact]
    public async Task Cut_ResetsWhatIsConnectedAndRefusesUntilHealed()
    {
        using var connected = new TcpClient();
        await connected.ConnectAsync(IPAddress.Loopback, _line.Port, TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => _line.Connections == 1, "the connection");

        await _line.CutAsync();

        var reset = await Assert.ThrowsAsync<IOException>(
            () => connected.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        await Assert.ThrowsAsync<HttpRequestException>(AskAsync);
        _line.Heal();
        Assert.Equal("behind", await AskAsync());
    }

    [Fact]
    public async Task Freeze_TakesConnectionsAndHoldsEverythingUntilHealed()
    {
        _line.Freeze();

        var asked = AskAsync();

        await Patience.UntilAsync(() => _line.Connections == 1, "the connection");
        Assert.False(asked.IsCompleted);
        _line.Heal();
        Assert.Equal("behind", await asked);
    }

    [Fact]
    public async Task Latency_DelaysEachDirection()
    {
        _line.Latency = TimeSpan.FromMilliseconds(100);
        var since = TimeProvider.System.GetTimestamp();

        await AskAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(since) >= TimeSpan.FromMilliseconds(200));
    }

    private async Task<string> AskAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await client.GetStringAsync($"http://127.0.0.1:{_line.Port}/", TestContext.Current.CancellationToken);
    }
}
