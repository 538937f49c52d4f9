using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Tests.Fixtures;

/// <summary>A service to watch, which can be stopped and started on the same port of 127.0.0.1.</summary>
internal sealed class SwitchedTarget : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

    private readonly int _port = Ports.Next();
    private TcpListener? _listener;
    private Task _serving = Task.CompletedTask;
    private int _asked;

    public SwitchedTarget() => Start();

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public int Asked => _asked;

    public bool IsRunning { get; private set; }

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        IsRunning = true;
        _serving = ServeAsync(_listener);
    }

    /// <summary>From now on connections are refused.</summary>
    public async Task StopAsync()
    {
        IsRunning = false;
        _listener?.Stop();
        await _serving;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ServeAsync(TcpListener listener)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
            {
                // Stopped while waiting, or between two callers.
                return;
            }

            await AnswerAsync(client);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var buffer = new byte[4096];
                if (await stream.ReadAsync(buffer) > 0)
                {
                    Interlocked.Increment(ref _asked);
                    await stream.WriteAsync(Answer);
                }
            }
            catch (IOException)
            {
                // The prober has gone; it is what a killed one does.
            }
        }
    }
}
