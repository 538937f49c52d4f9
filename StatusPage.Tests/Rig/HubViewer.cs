using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Rig;

/// <summary>
/// Somebody who has the page <c>northwind</c> open and behaves as its script does: goes when asked to, and comes back after a random pause when
/// cut off. Notes when which version was pushed.
/// </summary>
/// <param name="address">Of a node, or of what stands in front of several.</param>
internal sealed class HubViewer(Uri address, int seed = 0) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentQueue<(long Version, DateTimeOffset At)> _heard = new();
    private readonly Random _random = new(seed);
    private Task _running = Task.CompletedTask;
    private volatile bool _isLive;
    private int _lost;
    private int _moved;

    public bool IsLive => _isLive;

    /// <summary>How often its connection ended without a word.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public int Moved => Volatile.Read(ref _moved);

    /// <summary>All that it was told, in the order in which it was told them; the first one of each connection answers its greeting.</summary>
    public IReadOnlyList<long> Versions => [.. _heard.Select(push => push.Version)];

    /// <summary>The highest that it has been told of; 0 before.</summary>
    public long Version => _heard.Select(push => push.Version).DefaultIfEmpty().Max();

    /// <summary>How long it took to connect, and to be told the first version.</summary>
    public TimeSpan Joined { get; private set; }

    /// <summary>Returns once it is live.</summary>
    public static async Task<HubViewer> WatchAsync(Uri address)
    {
        var started = Stopwatch.GetTimestamp();
        var viewer = new HubViewer(address).Start();
        await Patience.UntilAsync(() => viewer.IsLive, "the first version");
        viewer.Joined = Stopwatch.GetElapsedTime(started);
        return viewer;
    }

    public HubViewer Start()
    {
        _running = RunAsync();
        return this;
    }

    /// <summary>When this version or a later one was pushed.</summary>
    public async Task<DateTimeOffset> HearsAsync(long version)
    {
        await Patience.UntilAsync(() => _heard.Any(push => push.Version >= version), $"version {version}");
        return _heard.First(push => push.Version >= version).At;
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
            var at = TimeProvider.System.GetUtcNow();
            using var message = JsonDocument.Parse(record);
            var root = message.RootElement;
            var target = root.TryGetProperty("target", out var named) ? named.GetString() : "";
            if (target == "changed")
            {
                onLive();
                _heard.Enqueue((root.GetProperty("arguments")[0].GetProperty("version").GetInt64(), at));
                _isLive = true;
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
