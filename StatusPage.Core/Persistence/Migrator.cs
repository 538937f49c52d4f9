using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatusPage.Core.Persistence;

/// <summary>
/// Brings the schema up to date as soon as the database can be reached, in one process at a time. The process serves what it has meanwhile;
/// whatever needs the database waits for <see cref="DatabaseReadiness"/>.
/// </summary>
internal sealed partial class Migrator(Database database, DatabaseReadiness readiness, TimeProvider time, ILogger<Migrator> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await database.MigrateAsync(stoppingToken);
                readiness.MarkReady();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.NotYet(logger, pause, failure.Message);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database cannot be brought up to date; the next try is in {Pause}: {Problem}")]
        public static partial void NotYet(ILogger logger, TimeSpan pause, string problem);
    }
}
