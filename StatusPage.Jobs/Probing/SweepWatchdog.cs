using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Probing;

/// <summary>Sweeps itself, every second, while the scheduler has not for three, be it stuck, not started or without its tables.</summary>
internal sealed partial class SweepWatchdog(ProbeSweep sweep, IHostApplicationLifetime host, TimeProvider time, ILogger<SweepWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    private long? _silentSince;
    private bool _failing;

    /// <summary>Sweeps if the scheduler does not. True when it had to.</summary>
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
            HeardAgain();
            return false;
        }

        if (_silentSince is null)
        {
            _silentSince = time.GetTimestamp();
            Log.Silent(logger, Patience);
        }

        await SweepAsync(cancellationToken);
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

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await sweep.SweepAsync(SweepReason.Watchdog, cancellationToken);
            _failing = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (!_failing)
            {
                _failing = true;
                Log.Failed(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
            }
        }
    }

    private void HeardAgain()
    {
        if (_silentSince is { } since)
        {
            _silentSince = null;
            Log.HeardAgain(logger, time.GetElapsedTime(since).TotalSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The scheduler has started no sweep for {Patience}; sweeping without it until it does")]
        public static partial void Silent(ILogger logger, TimeSpan patience);

        [LoggerMessage(LogLevel.Information, "The scheduler starts sweeps again; for {Seconds:0} s they were started without it")]
        public static partial void HeardAgain(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Error, "Sweeping without the scheduler failed: {Problem}")]
        public static partial void Failed(ILogger logger, Exception? failure, string problem);
    }
}
