using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>The hub, heard through the ordinary client with negotiation.</summary>
public sealed class StatusHubClientTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartWithPagesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Push_Change_ReachesAllWatchersOfThatPageOnly()
    {
        await using var first = await Viewer.WatchAsync(_host, "demo");
        await using var second = await Viewer.WatchAsync(_host, "demo");
        await using var stranger = await Viewer.WatchAsync(_host, "other");

        await PushAsync(page: 1, version: 2);
        await PushAsync(page: 2, version: 3);

        // What is sent to a page reaches its viewers in the order of sending, so the stranger has nothing on its way any more.
        await Patience.UntilAsync(() => first.Heard.Count == 2 && second.Heard.Count == 2 && stranger.Heard.Count == 2, "all pushes");
        Assert.Equal([1L, 2L], first.Heard);
        Assert.Equal([1L, 2L], second.Heard);
        Assert.Equal([1L, 3L], stranger.Heard);
    }

    [Fact]
    public async Task Watch_SecondPage_LeavesTheFirst()
    {
        await using var viewer = await Viewer.WatchAsync(_host, "demo");
        await viewer.WatchAsync("other");

        await PushAsync(page: 1, version: 8);
        await PushAsync(page: 2, version: 9);

        await Patience.UntilAsync(() => viewer.Heard.Contains(9), "the push of the second page");
        Assert.Equal([1L, 1L, 9L], viewer.Heard);
    }

    [Fact]
    public async Task Watch_UnknownPage_StaysWithTheFirst()
    {
        await using var viewer = await Viewer.WatchAsync(_host, "demo");

        var refusal = await Assert.ThrowsAsync<HubException>(() => viewer.WatchAsync("missing"));
        await PushAsync(page: 1, version: 2);

        Assert.EndsWith("There is no such page.", refusal.Message, StringComparison.Ordinal);
        await Patience.UntilAsync(() => viewer.Heard.Contains(2), "the push of the first page");
    }

    [Fact]
    public async Task Watch_Again_HearsEveryChangeOnce()
    {
        await using var viewer = await Viewer.WatchAsync(_host, "demo");
        await viewer.WatchAsync("demo");

        await PushAsync(page: 1, version: 2);
        await PushAsync(page: 1, version: 3);

        await Patience.UntilAsync(() => viewer.Heard.Contains(3), "the last push");
        Assert.Equal([1L, 1L, 2L, 3L], viewer.Heard);
    }

    [Fact]
    public async Task Change_InTheDatabase_ReachesTheViewer()
    {
        _host.Pages.Put(PublicPages.Page(version: 2));
        _host.Pages.Put(PublicPages.Page(2, "other"));
        await using var viewer = await Viewer.WatchAsync(_host, "demo");

        _host.Readiness.MarkReady();
        await Patience.UntilAsync(
            () =>
            {
                _host.Time.Advance(TimeSpan.FromMilliseconds(250));
                return viewer.Heard.Contains(2);
            },
            "the push of the change");

        Assert.Equal(2, _host.Shelf.Serve("demo")?.Version);
    }

    private Task PushAsync(int page, long version)
    {
        var snapshot = SampleSnapshots.Snapshot(page, page == 1 ? "demo" : "other", version);
        return _host.Push.ChangedAsync(snapshot, TestContext.Current.CancellationToken);
    }

    private sealed class Viewer : IAsyncDisposable
    {
        private readonly HubConnection _connection;

        private Viewer(ServingHost host)
        {
            _connection = new HubConnectionBuilder().WithUrl(new Uri(host.Address, "/hubs/status"), options => options.Proxy = null).Build();
            _connection.On<JsonElement>("changed", changed => Heard.Enqueue(changed.GetProperty("version").GetInt64()));
        }

        public ConcurrentQueue<long> Heard { get; } = new();

        public static async Task<Viewer> WatchAsync(ServingHost host, string slug)
        {
            var viewer = new Viewer(host);
            await viewer._connection.StartAsync(TestContext.Current.CancellationToken);
            await viewer.WatchAsync(slug);
            return viewer;
        }

        /// <summary>Returns once it watches; the version has come by then.</summary>
        public Task WatchAsync(string slug) => _connection.InvokeAsync("Watch", slug, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
