using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Live;

/// <summary>A node as far as it consists of its feed and the link to Redis, with somebody who hears everything.</summary>
internal sealed class LinkedNode : IAsyncDisposable
{
    private readonly SharedFeed _feed;
    private readonly NodeOptions _node;
    private readonly CancellationTokenSource _leaving = new();
    private Task _hearing = Task.CompletedTask;
    private int _missed;

    public LinkedNode(string name, string redis)
    {
        _node = new NodeOptions(name, "default", "/");
        _feed = new SharedFeed(new InProcessFeed(), _node);
        var settings = RedisSettings.From(
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(RedisSettings.Key, redis)]).Build());
        Link = new RedisLink(settings!, [new RedisFeed(_feed, NullLogger<RedisFeed>.Instance)], _node, TimeProvider.System, Logged);
    }

    public RedisLink Link { get; }

    public FakeLogger<RedisLink> Logged { get; } = new();

    /// <summary>Every change, from here and elsewhere, as often as it was told.</summary>
    public ConcurrentQueue<Change> Heard { get; } = new();

    /// <summary>How often it was told that it may have missed some.</summary>
    public int Missed => Volatile.Read(ref _missed);

    public async Task StartAsync()
    {
        _hearing = HearAsync();
        await Link.StartAsync(TestContext.Current.CancellationToken);
    }

    public void Publish(Change change) => _feed.Publish(new ChangeSet(Guid.CreateVersion7(), _node.Name, [change]));

    public async ValueTask DisposeAsync()
    {
        await Link.StopAsync(CancellationToken.None);
        Link.Dispose();
        await _leaving.CancelAsync();
        await _hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
    }

    private async Task HearAsync()
    {
        using var feed = _feed.Subscribe();
        while (await feed.NextAsync(Hear, _leaving.Token))
        {
            // Nothing here concerns it, so what came in between was that everything may have changed.
            Interlocked.Increment(ref _missed);
        }
    }

    private bool Hear(Change change)
    {
        Heard.Enqueue(change);
        return false;
    }
}
