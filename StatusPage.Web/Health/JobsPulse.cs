using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Health;

/// <summary>
/// Watches from Web whether anybody still runs checks, since workers that have died cannot say so: monitors of which nothing is heard become
/// unknown.
/// </summary>
internal sealed partial class JobsPulse(
    DatabaseReadiness readiness, IMonitorQueries monitors, ISilenceWatch silence, TimeProvider time, ILogger<JobsPulse> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>When the last check of any monitor finished; null when there was none yet.</summary>
    public DateTimeOffset? LastHeardAt { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                LastHeardAt = await monitors.LastCheckAsync(stoppingToken);
                await silence.MarkAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotAsked(logger, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Nobody could be asked about silent monitors: {Problem}")]
        public static partial void NotAsked(ILogger logger, string problem);
    }
}
