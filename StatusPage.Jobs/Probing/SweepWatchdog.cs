using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Probing;

/// <summary>Sweeps itself when the scheduler has not for three seconds, be it stuck or not started.</summary>
internal sealed partial class SweepWatchdog(ProbeSweep sweep, IHostApplicationLifetime host, TimeProvider time, ILogger<SweepWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    /// <summary>Sweeps if nobody else does. True when it had to.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (!host.ApplicationStarted.IsCancellationRequested)
        {
            // The scheduler begins when the host has started, and a start that waits for its database takes longer than this one's patience.
            sweep.Expect();
            return false;
        }

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
            Log.Failed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
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

        [LoggerMessage(LogLevel.Error, "The watchdog's own sweep failed: {Problem}")]
        public static partial void Failed(ILogger logger, Exception? failure, string problem);
    }
}
