using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace StatusPage.Tests.Fixtures;

/// <summary>The hub as the page's own script talks to it: a socket without negotiation, JSON records that end with 0x1e.</summary>
internal sealed class HubSocket : IDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<string> _records = new();
    private string _rest = "";

    public static async Task<HubSocket> ConnectAsync(Uri address)
    {
        var hub = new HubSocket();
        hub._socket.Options.Proxy = null;
        await hub._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/hubs/status" }.Uri, TestContext.Current.CancellationToken);
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await hub.RecordAsync());
        return hub;
    }

    public Task SendAsync(string record) => _socket.SendAsync(
        Encoding.UTF8.GetBytes(record + End), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken).WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The next record that is no ping; null once the server has closed.</summary>
    public async Task<string?> RecordAsync()
    {
        while (true)
        {
            while (_records.TryDequeue(out var record))
            {
                if (record != """{"type":6}""")
                {
                    return record;
                }
            }

            if (!await ReceiveAsync())
            {
                return null;
            }
        }
    }

    /// <summary>The arguments of the next <c>changed</c>.</summary>
    public async Task<JsonElement> ChangedAsync()
    {
        using var message = JsonDocument.Parse(await RecordAsync() ?? throw new InvalidOperationException("The server has closed."));
        Assert.Equal("changed", message.RootElement.GetProperty("target").GetString());
        return Assert.Single(message.RootElement.GetProperty("arguments").EnumerateArray()).Clone();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveAsync()
    {
        var buffer = new byte[4096];
        try
        {
            var received = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return false;
            }

            var parts = (_rest + Encoding.UTF8.GetString(buffer, 0, received.Count)).Split(End);
            _rest = parts[^1];
            foreach (var record in parts[..^1])
            {
                _records.Enqueue(record);
            }

            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }
}
