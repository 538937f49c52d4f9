using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatusPage.Core.Persistence;

/// <summary>
/// Brings the schema up to date, in one process at a time. A database at hand is ready before anything else starts; one that is late or busy
/// is waited for in the background, while the process serves what it has. Whatever needs it waits for <see cref="DatabaseReadiness"/>.
/// </summary>
internal sealed partial class Migrator(Database database, DatabaseReadiness readiness, TimeProvider time, ILogger<Migrator> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartWaits = TimeSpan.FromSeconds(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(readiness.Ready, Task.Delay(StartWaits, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await database.MigrateAsync(stoppingToken);
                readiness.MarkReady();
                if (said is not null)
                {
                    Log.AtLast(logger);
                }

                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The same again is no news.
                if (DatabaseFailure.Line(failure) is var problem && problem != said)
                {
                    Log.NotYet(logger, problem);
                    said = problem;
                }

                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database cannot be brought up to date; this goes on trying: {Problem}")]
        public static partial void NotYet(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Information, "The database is up to date")]
        public static partial void AtLast(ILogger logger);
    }
}
