using System.Net;
using System.Net.Sockets;

namespace StatusPage.Bench;

/// <summary>Somebody who has the page open: as its script does, comes back after a random pause when cut off, and after a longer one when that fails.</summary>
/// <param name="where">What stands in front of the nodes leads there at this moment.</param>
internal sealed class Viewer(Func<IPEndPoint> where, int seed)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private readonly Random _random = new(seed);
    private volatile bool _isLive;
    private int _lost;
    private int _refused;
    private int _failed;

    /// <summary>Whether it has been told a version on a connection that is open, as far as it knows.</summary>
    public bool IsLive => _isLive;

    /// <summary>Whether it was live, lost that, and is live again.</summary>
    public bool IsBack => _isLive && Volatile.Read(ref _lost) > 0;

    /// <summary>How often it was told to come again later.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>How often there was nobody, or the connection ended before it was live.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var fails = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                using var socket = new BareSocket(where());
                if (!await socket.OpenAsync(cancellationToken))
                {
                    Interlocked.Increment(ref _refused);
                }
                else if (await ListenAsync(socket, cancellationToken))
                {
                    fails = 0;
                    _isLive = false;
                    Interlocked.Increment(ref _lost);
                }
                else
                {
                    Interlocked.Increment(ref _failed);
                }
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _failed);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            _isLive = false;
            var pause = fails == 0 ? FirstPause * _random.NextDouble() : TimeSpan.FromSeconds(Math.Min(30, 1.5 * Math.Pow(2, fails)) * (0.5 + (_random.NextDouble() / 2)));
            fails++;
            await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether it was live before the connection ended.</returns>
    private async Task<bool> ListenAsync(BareSocket socket, CancellationToken cancellationToken)
    {
        while (await socket.NextAsync(cancellationToken) is { } message)
        {
            _isLive |= message.Contains("\"changed\"", StringComparison.Ordinal);
        }

        return _isLive;
    }
}
