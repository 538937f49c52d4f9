using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>A line between two programs on 127.0.0.1, which can be slow, cut or frozen. Safe from any thread.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _to;
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = new();
    private readonly Lock _lock = new();
    private volatile TaskCompletionSource _flow = Flowing();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _answered;

    /// <param name="to">The port that it leads to.</param>
    public TcpProxy(int to)
    {
        _to = to;
        Listen();
    }

    public int Port { get; } = Ports.Next();

    /// <summary>By how much each piece is late, in each direction.</summary>
    public TimeSpan Latency { get; set; }

    public int Connections => _connections.Count;

    /// <summary>Bytes that have come back from where it leads to, over all connections so far.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Resets what is connected; new connections are refused until <see cref="Heal"/>.</summary>
    public async Task CutAsync()
    {
        lock (_lock)
        {
            _listener?.Stop();
            _listener = null;
        }

        await _accepting;
        Reset();
    }

    /// <summary>Resets what is connected; who connects again gets through.</summary>
    public void Reset()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>From now on connections are taken and held, and nothing passes.</summary>
    public void Freeze()
    {
        lock (_lock)
        {
            if (_flow.Task.IsCompleted)
            {
                _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Whatever was done to it: all is well again, and what was held back passes.</summary>
    public void Heal()
    {
        Latency = TimeSpan.Zero;
        lock (_lock)
        {
            _flow.TrySetResult();
            if (_listener is null)
            {
                Listen();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _flow.TrySetResult();
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        flowing.SetResult();
        return flowing;
    }

    private void Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _listener = listener;
        _accepting = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
            {
                return;
            }

            _ = CarryAsync(client);
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var connection = new ProxiedConnection(client, PassAsync, count => Interlocked.Add(ref _answered, count));
        _connections.TryAdd(connection, 0);
        await connection.CarryAsync(_to);
        _connections.TryRemove(connection, out _);
    }

    // Waited for before each piece.
    private async Task PassAsync(CancellationToken cancellationToken)
    {
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, TimeProvider.System, cancellationToken);
        }

        await _flow.Task.WaitAsync(cancellationToken);
    }
}
