using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Tests.Fixtures;

/// <summary>A service that is slow: it answers each request after a time, or all of them once it is told to and from then on.</summary>
internal sealed class HeldTarget : IAsyncDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private readonly TimeSpan _answersAfter;
    private int _asked;

    /// <param name="answersAfter">Null: not before <see cref="Release"/>.</param>
    public HeldTarget(TimeSpan? answersAfter = null)
    {
        _answersAfter = answersAfter ?? Timeout.InfiniteTimeSpan;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public int Asked => _asked;

    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await stream.ReadAsync(new byte[4096]) > 0)
                {
                    Interlocked.Increment(ref _asked);
                    await Task.WhenAny(_released.Task, Task.Delay(_answersAfter, TimeProvider.System));
                    await stream.WriteAsync(Answer);
                }
            }
            catch (IOException)
            {
                // The prober has gone.
            }
        }
    }
}
