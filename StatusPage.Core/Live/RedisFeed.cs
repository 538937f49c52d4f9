using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace StatusPage.Core.Live;

/// <summary>Carries changes between the nodes through Redis. What it loses the others read from the sequence.</summary>
internal sealed partial class RedisFeed(SharedFeed feed, ILogger<RedisFeed> logger) : IRedisUser
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("changes");

    private Task _sending = Task.CompletedTask;

    public async Task AttachAsync(IConnectionMultiplexer connection, CancellationToken gone)
    {
        var subscriber = connection.GetSubscriber();
        var queue = await subscriber.SubscribeAsync(Channel);
        queue.OnMessage(message => Hear(message.Message));

        // It ended with the connection before; two would read from one queue.
        await _sending;
        _sending = SendAsync(subscriber, gone);

        // From here on nothing is missed; before it much may have been.
        feed.MissSome();
    }

    private async Task SendAsync(ISubscriber subscriber, CancellationToken gone)
    {
        try
        {
            while (await feed.Outgoing.WaitToReadAsync(gone))
            {
                await SendAllAsync(subscriber);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The next connection goes on.
        }
    }

    private async Task SendAllAsync(ISubscriber subscriber)
    {
        var sent = new List<Task>();
        try
        {
            while (feed.Outgoing.TryRead(out var changes))
            {
                sent.Add(subscriber.PublishAsync(Channel, Written(changes)));
            }

            await Task.WhenAll(sent);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The link says aloud when it is more than a moment's trouble.
            Log.Lost(logger, failure.Message);
        }
    }

    private void Hear(RedisValue message)
    {
        var parts = ((string?)message ?? "").Split('\n', 3);
        if (parts.Length == 3 && Guid.TryParseExact(parts[0], "n", out var id))
        {
            feed.Hear(ChangeSet.Read(id, parts[1], parts[2]));
        }
    }

    // The id, the node and the changes, a line each.
    private static byte[] Written(ChangeSet changes) => Encoding.UTF8.GetBytes($"{changes.Id:n}\n{changes.Node}\n{changes.Lines()}");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Changes did not go to other nodes through Redis: {Problem}")]
        public static partial void Lost(ILogger logger, string problem);
    }
}
