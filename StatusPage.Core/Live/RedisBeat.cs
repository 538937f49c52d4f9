using StackExchange.Redis;

namespace StatusPage.Core.Live;

/// <summary>
/// Calls into a channel of this node's own and listens whether it comes back: the only proof that what others say would. A connection may answer
/// every PING while its subscriptions are dead. For one caller at a time.
/// </summary>
internal sealed class RedisBeat(IConnectionMultiplexer connection, string node, TimeProvider time)
{
    private readonly RedisChannel _channel = RedisChannel.Literal($"beat:{node}");
    private readonly ISubscriber _subscriber = connection.GetSubscriber();
    private long _heardAt = time.GetTimestamp();
    private volatile bool _heard;

    /// <summary>Whether any has come back.</summary>
    public bool IsHeard => _heard;

    /// <summary>How long ago the last one came back; at first, since when it is waited for.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heardAt));

    public async Task ListenAsync()
    {
        var queue = await _subscriber.SubscribeAsync(_channel);
        queue.OnMessage(_ =>
        {
            Interlocked.Exchange(ref _heardAt, time.GetTimestamp());
            _heard = true;
        });
    }

    public Task CallAsync() => _subscriber.PublishAsync(_channel, RedisValue.EmptyString, CommandFlags.FireAndForget);
}
