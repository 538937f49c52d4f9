using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>A server on 127.0.0.1 that says, byte for byte, what a test wants it to say; the script gets the request's text.</summary>
internal sealed class RawTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Func<string, Stream, CancellationToken, Task> _script;
    private readonly Task _serving;

    public RawTarget(Func<string, Stream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    public RawTarget(Func<string, string> answer)
        : this((request, stream, token) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer(request)), token).AsTask())
    {
    }

    public List<string> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => $"http://127.0.0.1:{Port}/";

    public static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.Latin1.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public static string Redirect(string location, int status = 302) =>
        $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _serving;
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_closed.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(conversations);
        }
    }

    // A request may come in several pieces.
    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[8192];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _closed.Token) is > 0 and var count)
        {
            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return head.ToString();
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await HeadAsync(stream);
            lock (Requests)
            {
                Requests.Add(request);
            }

            await _script(request, stream, _closed.Token);

            // Closed only after the other side: with something unread left, closing would reset the connection and the answer be lost.
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, _closed.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            // The probe hung up, which is what many of these tests are about.
        }
    }
}
