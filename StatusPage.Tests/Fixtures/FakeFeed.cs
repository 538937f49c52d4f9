using System.Collections.Concurrent;
using System.Threading.Channels;
using StatusPage.Core.Live;

namespace StatusPage.Tests.Fixtures;

public sealed class FakeFeed : IStatusFeed
{
    private readonly ConcurrentDictionary<Channel<Change>, byte> _channels = new();

    public int Subscribers => _channels.Count;

    public void Publish(Change change)
    {
        foreach (var (channel, _) in _channels)
        {
            channel.Writer.TryWrite(change);
        }
    }

    public FeedSubscription Subscribe()
    {
        var channel = Channel.CreateUnbounded<Change>();
        _channels.TryAdd(channel, 0);
        return new FeedSubscription(channel.Reader, () => _channels.TryRemove(channel, out _));
    }
}
