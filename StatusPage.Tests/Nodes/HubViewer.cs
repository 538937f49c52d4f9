using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Nodes;

/// <summary>Somebody who has the page open on one node; notes when which version was pushed.</summary>
internal sealed class HubViewer : IAsyncDisposable
{
    private readonly HubSocket _socket;
    private readonly ConcurrentQueue<(long Version, DateTimeOffset At)> _heard = new();
    private Task _listening = Task.CompletedTask;

    private HubViewer(HubSocket socket)
    {
        _socket = socket;
    }

    /// <summary>How long it took to connect, and to be told the first version.</summary>
    public TimeSpan Joined { get; private set; }

    public IReadOnlyList<long> Versions => [.. _heard.Select(push => push.Version)];

    public static async Task<HubViewer> WatchAsync(Uri node, string slug = "northwind")
    {
        var started = Stopwatch.GetTimestamp();
        var viewer = new HubViewer(await HubSocket.ConnectAsync(node));
        await viewer._socket.SendAsync($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{slug}}"]}""");
        viewer._listening = viewer.ListenAsync();
        await Patience.UntilAsync(() => !viewer._heard.IsEmpty, "the first version");
        viewer.Joined = Stopwatch.GetElapsedTime(started);
        return viewer;
    }

    /// <summary>When this version or a later one was pushed.</summary>
    public async Task<DateTimeOffset> HearsAsync(long version)
    {
        await Patience.UntilAsync(() => _heard.Any(push => push.Version >= version), $"version {version}");
        return _heard.First(push => push.Version >= version).At;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ListenAsync()
    {
        while (await _socket.RecordAsync() is { } record)
        {
            var at = TimeProvider.System.GetUtcNow();
            using var message = JsonDocument.Parse(record);
            if (message.RootElement.TryGetProperty("target", out var target) && target.GetString() == "changed")
            {
                _heard.Enqueue((message.RootElement.GetProperty("arguments")[0].GetProperty("version").GetInt64(), at));
            }
        }
    }
}
