using System.Collections.Concurrent;
using System.Threading.Channels;
using StatusPage.Core.Live;

namespace StatusPage.Tests.Fixtures;

/// <summary>A feed that loses nothing.</summary>
public sealed class FakeFeed : IStatusFeed
{
    private readonly ConcurrentDictionary<Channel<Change>, byte> _subscribers = new();

    public int Subscribers => _subscribers.Count;

    public void Publish(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            Publish(change);
        }
    }

    public void Publish(Change change)
    {
        foreach (var channel in _subscribers.Keys)
        {
            channel.Writer.TryWrite(change);
        }
    }

    public FeedSubscription Subscribe()
    {
        var channel = Channel.CreateUnbounded<Change>();
        _subscribers.TryAdd(channel, 0);
        return new FeedSubscription(channel.Reader, () => _subscribers.TryRemove(channel, out _));
    }
}
