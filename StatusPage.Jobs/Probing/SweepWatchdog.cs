using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StatusPage.Jobs.Probing;

/// <summary>Sweeps itself when the scheduler has not for three seconds, be it stuck or not started.</summary>
internal sealed partial class SweepWatchdog(ProbeSweep sweep, TimeProvider time, ILogger<SweepWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    /// <summary>Sweeps if nobody else does. True when it had to.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (sweep.SinceLastSweep < Patience)
        {
            return false;
        }

        Log.Silent(logger, Patience);
        try
        {
            await sweep.ClaimAndStartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.Failed(logger, failure);
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The scheduler has started no sweep for {Patience}; sweeping without it")]
        public static partial void Silent(ILogger logger, TimeSpan patience);

        [LoggerMessage(LogLevel.Error, "The watchdog's own sweep failed")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
