using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StatusPage.Tests.Fixtures;

/// <summary>The network between a browser and the application: it can be cut and mended, and lead to another process afterwards.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, Ports.Next());
    private readonly ConcurrentBag<TcpClient> _ends = [];
    private readonly Task _accepting;
    private volatile Uri _target;
    private volatile bool _isCut;

    public CutLine(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public void Cut()
    {
        _isCut = true;
        while (_ends.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    public void Mend(Uri? target = null)
    {
        _target = target ?? _target;
        _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        var carrying = new List<Task>();
        try
        {
            while (true)
            {
                carrying.Add(CarryAsync(await _listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            Cut();
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var application = new TcpClient();
        using (browser)
        {
            try
            {
                await application.ConnectAsync(IPAddress.Loopback, _target.Port);
                _ends.Add(browser);
                _ends.Add(application);
                if (_isCut)
                {
                    return;
                }

                var (near, far) = (browser.GetStream(), application.GetStream());
                await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
            catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut, or nobody there: the browser sees a connection that ends.
            }
        }
    }
}
