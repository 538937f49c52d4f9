using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>Looks for stuck triggers from time to time, says so, and has those freed that nobody else will.</summary>
internal sealed partial class StuckTriggerReaper(
    StuckTriggers triggers, DatabaseReadiness readiness, TimeProvider time, ILogger<StuckTriggerReaper> logger) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var stuck = await triggers.FindAsync(cancellationToken);
        SchedulerTelemetry.SetStuck(stuck.Count);
        Tell(stuck);
        var free = stuck.Where(trigger => trigger.Holder is null).ToList();
        if (free.Count > 0 && await triggers.FreeAsync(cancellationToken) > 0)
        {
            free.ForEach(trigger => SchedulerTelemetry.CountFreed(trigger.State));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Rhythm, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The scheduler, which needs the same tables all the time, says what is wrong.
                Log.NotLooked(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
            }
        }
    }

    // One that is held stays so for a while, which is said once; one that is freed is said each time.
    private void Tell(IReadOnlyList<StuckTrigger> stuck)
    {
        _held.IntersectWith(stuck.Select(trigger => trigger.Name));
        foreach (var trigger in stuck)
        {
            if (trigger.Holder is null)
            {
                Log.Freed(logger, trigger.Name, trigger.State, trigger.Seconds);
            }
            else if (_held.Add(trigger.Name))
            {
                Log.Held(logger, trigger.Name, trigger.State, trigger.Seconds, trigger.Holder);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Trigger {Trigger} has been {State} for {Seconds:0} s and nobody who is alive holds it; it is freed")]
        public static partial void Freed(ILogger logger, string trigger, string state, double seconds);

        [LoggerMessage(LogLevel.Warning, "Trigger {Trigger} has been {State} for {Seconds:0} s by node {Node}, which is alive; it does not fire until that node lets go")]
        public static partial void Held(ILogger logger, string trigger, string state, double seconds, string node);

        [LoggerMessage(LogLevel.Debug, "Nobody could look for stuck triggers: {Problem}")]
        public static partial void NotLooked(ILogger logger, Exception? failure, string problem);
    }
}
