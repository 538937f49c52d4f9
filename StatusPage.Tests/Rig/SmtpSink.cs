using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>A mail server on 127.0.0.1 that keeps what it is sent and delivers nothing. Safe from any thread.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly Task _accepting;
    private int _connections;
    private volatile SmtpMood _mood = SmtpMood.Accepting;

    public SmtpSink()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; } = Ports.Next();

    public SmtpMood Mood
    {
        get => _mood;
        set => _mood = value;
    }

    /// <summary>How many conversations were begun so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>In the order in which they came, acknowledged or not.</summary>
    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception stopped) when (stopped is SocketException or OperationCanceledException or InvalidOperationException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            var session = TalkAsync(client);
            _sessions.TryAdd(session, 0);
            _ = session.ContinueWith(done => _sessions.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var session = new SmtpSession(client.GetStream(), () => _mood, _mails.Enqueue);
                await session.RunAsync(_stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The sender has hung up, or the test is over.
            }
        }
    }
}
