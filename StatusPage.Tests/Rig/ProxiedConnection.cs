using System.Net;
using System.Net.Sockets;

namespace StatusPage.Tests.Rig;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
/// <param name="mayPass">Completes when the next piece may go on.</param>
/// <param name="answered">Told how many bytes have come back.</param>
internal sealed class ProxiedConnection(Socket client, Func<CancellationToken, Task> mayPass, Action<int> answered) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _reset = new();

    /// <summary>Carries both directions until both have ended or it was reset; never throws.</summary>
    public async Task CarryAsync(int port)
    {
        client.NoDelay = true;
        try
        {
            await mayPass(_reset.Token);
            await _server.ConnectAsync(IPAddress.Loopback, port, _reset.Token);
            await Task.WhenAll(PumpAsync(client, _server, static _ => { }), PumpAsync(_server, client, answered));
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // What happened to one side happens to the other.
            Abort();
        }
    }

    public void Reset() => _reset.Cancel();

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, Action<int> passed)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _reset.Token)) > 0)
            {
                await mayPass(_reset.Token);
                passed(count);
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _reset.Token);
                }
            }

            await mayPass(_reset.Token);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other direction would wait for ever.
            Abort();
        }
    }

    // Closed without lingering, a socket sends a reset and not an end.
    private void Abort()
    {
        foreach (var socket in new[] { client, _server })
        {
            socket.Close(0);
        }

        _reset.Cancel();
    }
}
