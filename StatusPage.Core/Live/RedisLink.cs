using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace StatusPage.Core.Live;

/// <summary>
/// Holds the connection to Redis, and gives it up for a new one when nothing comes through it any more. Nobody waits for it: without it
/// whoever uses Redis does nothing.
/// </summary>
public sealed partial class RedisLink(
    RedisSettings settings, IEnumerable<IRedisUser> users, NodeOptions node, TimeProvider time, ILogger<RedisLink> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private volatile RedisBeat? _beat;
    private bool _saidDown;

    /// <summary>Whether this node hears itself through Redis; false until it does for the first time.</summary>
    public bool IsUp => _beat is { IsHeard: true };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var problem = await HoldAsync(stoppingToken);
            _beat = null;
            if (!stoppingToken.IsCancellationRequested && !_saidDown)
            {
                _saidDown = true;
                Log.Down(logger, problem);
            }

            // Not all nodes at the same moment.
            await Task.Delay(Pause + (Random.Shared.NextDouble() * Pause), time, stoppingToken);
        }
    }

    /// <summary>Connects and stays connected for as long as it can; what went wrong in the end.</summary>
    private async Task<string> HoldAsync(CancellationToken stoppingToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        ConnectionMultiplexer? connection = null;
        try
        {
            connection = await ConnectionMultiplexer.ConnectAsync(settings.Options.Clone());
            var beat = new RedisBeat(connection, node.Name, time);
            await beat.ListenAsync();
            foreach (var user in users)
            {
                await user.AttachAsync(connection, gone.Token);
            }

            _beat = beat;
            return await BeatAsync(beat, stoppingToken);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            return failure.Message.ReplaceLineEndings(" ");
        }
        catch (Exception failure)
        {
            // A defect of whoever uses it must not end the process, which can do without Redis.
            if (!_saidDown)
            {
                Log.Failed(logger, failure);
            }

            return failure.Message.ReplaceLineEndings(" ");
        }
        finally
        {
            await gone.CancelAsync();
            if (connection is not null)
            {
                await CloseAsync(connection);
            }
        }
    }

    private async Task<string> BeatAsync(RedisBeat beat, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        do
        {
            if (beat.IsHeard && _saidDown)
            {
                _saidDown = false;
                Log.Up(logger);
            }

            await beat.CallAsync();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken) && beat.Silence < LongestSilence);

        return $"nothing has come through it for {LongestSilence.TotalSeconds} seconds.";
    }

    // What is still on its way is lost either way, and a server that has frozen would be waited for.
    private static async Task CloseAsync(ConnectionMultiplexer connection)
    {
        await connection.CloseAsync(allowCommandsToComplete: false);
        await connection.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Redis cannot be used; other nodes hear of changes a second later: {Problem}")]
        public static partial void Down(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Error, "Redis could not be taken into use")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(LogLevel.Information, "Redis can be used again")]
        public static partial void Up(ILogger logger);
    }
}
