using System.Text.Json;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Draining;

/// <summary>A viewer of a public page, who behaves as the page's script does: goes when asked to, and comes back after a random pause when cut off.</summary>
internal sealed class HubViewer(Uri address, int seed) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private readonly Random _random = new(seed);
    private Task _running = Task.CompletedTask;
    private volatile bool _isLive;
    private int _lost;
    private int _moved;
    private long _version;

    public bool IsLive => _isLive;

    /// <summary>How often its connection ended without a word.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public int Moved => Volatile.Read(ref _moved);

    /// <summary>The highest that it has been told of.</summary>
    public long Version => Volatile.Read(ref _version);

    public HubViewer Start()
    {
        _running = RunAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }

    private async Task RunAsync()
    {
        for (var fails = 0; !_leaving.IsCancellationRequested;)
        {
            var pause = TimeSpan.Zero;
            try
            {
                using var hub = await HubSocket.ConnectAsync(address);
                await using var cut = _leaving.Token.Register(hub.Dispose);
                await hub.SendAsync("""{"type":1,"target":"Watch","arguments":["northwind"]}""");
                pause = await ListenAsync(hub, () => fails = 0);
                if (pause > TimeSpan.Zero)
                {
                    // It goes on listening until its moment has come.
                    await Task.Delay(pause, TimeProvider.System, _leaving.Token);
                    Interlocked.Increment(ref _moved);
                    continue;
                }

                Interlocked.Increment(ref _lost);
            }
            catch (Exception) when (!_leaving.IsCancellationRequested)
            {
                // Nobody there, or somebody who says something else; as the script does, it tries again.
            }

            _isLive = false;
            pause = fails++ == 0 ? FirstPause * _random.NextDouble() : TimeSpan.FromSeconds(Math.Min(30, 1.5 * Math.Pow(2, fails - 1)) * (0.5 + (_random.NextDouble() / 2)));
            await Task.Delay(pause, TimeProvider.System, _leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>After what time it is to go elsewhere; zero when it was cut off.</returns>
    private async Task<TimeSpan> ListenAsync(HubSocket hub, Action onLive)
    {
        while (await hub.RecordAsync() is { } record)
        {
            using var message = JsonDocument.Parse(record);
            var root = message.RootElement;
            var target = root.TryGetProperty("target", out var named) ? named.GetString() : "";
            if (target == "changed")
            {
                onLive();
                _isLive = true;
                Volatile.Write(ref _version, Math.Max(_version, root.GetProperty("arguments")[0].GetProperty("version").GetInt64()));
            }
            else if (target == "moving")
            {
                return TimeSpan.FromMilliseconds(1 + (root.GetProperty("arguments")[0].GetProperty("spread").GetInt32() * _random.NextDouble()));
            }
            else if (root.GetProperty("type").GetInt32() == 7)
            {
                return TimeSpan.Zero;
            }
        }

        return TimeSpan.Zero;
    }
}
