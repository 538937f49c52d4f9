using System.Collections.Concurrent;
using System.Threading.Channels;

namespace StatusPage.Core.Live;

/// <summary>The feed within one process.</summary>
internal sealed class InProcessFeed : IStatusFeed
{
    // Enough for a burst between two renders of a page; a page reads everything again anyway.
    private const int Kept = 256;

    private readonly ConcurrentDictionary<Channel<Change>, byte> _subscribers = new();

    public void Publish(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            Publish(change);
        }
    }

    public void Publish(Change change)
    {
        foreach (var (channel, _) in _subscribers)
        {
            channel.Writer.TryWrite(change);
        }
    }

    public FeedSubscription Subscribe()
    {
        var channel = Channel.CreateBounded<Change>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        _subscribers.TryAdd(channel, 0);
        return new FeedSubscription(channel.Reader, () => Unsubscribe(channel));
    }

    private void Unsubscribe(Channel<Change> channel)
    {
        _subscribers.TryRemove(channel, out _);
        channel.Writer.TryComplete();
    }
}
