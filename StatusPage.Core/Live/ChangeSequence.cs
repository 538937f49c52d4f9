using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Live;

/// <summary>
/// Reads every second from the database what other nodes have announced, so that they hear of each other within two seconds whether or not
/// there is anything quicker between them.
/// </summary>
internal sealed partial class ChangeSequence(
    Database database, DatabaseReadiness readiness, SharedFeed feed, NodeOptions node, TimeProvider time, ILogger<ChangeSequence> logger)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromSeconds(30);

    // Far longer than a unit of work lasts, which may commit long after it has announced.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private string? _place;
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        var trimmedAt = time.GetTimestamp();
        do
        {
            await TryAsync(ReadAsync, stoppingToken);
            if (!_away && time.GetElapsedTime(trimmedAt) >= TrimEvery)
            {
                await TryAsync(TrimAsync, stoppingToken);
                trimmedAt = time.GetTimestamp();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var news = await database.ReadAsync(
            DataScope.Everything, context => database.Dialect.ChangesSinceAsync(context, _place, node.Name, cancellationToken), cancellationToken);
        if (_place is null)
        {
            feed.MissSome();
        }

        _place = news.Place;
        foreach (var changes in news.Sets)
        {
            feed.Hear(changes);
        }

        if (_away)
        {
            _away = false;
            Log.Back(logger);
        }
    }

    private Task TrimAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context =>
        {
            await database.Dialect.TrimChangesAsync(context, KeptFor, cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // What comes back may be another server, which knows nothing of the place: from the beginning then, and everything may have changed.
            _place = null;
            if (!_away)
            {
                _away = true;
                Log.Away(logger, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What other nodes change cannot be read: {Problem}")]
        public static partial void Away(ILogger logger, string problem, Exception? failure);

        [LoggerMessage(LogLevel.Information, "What other nodes change can be read again")]
        public static partial void Back(ILogger logger);
    }
}
