using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Scheduling;

/// <summary>
/// Runs the scheduler once the database has been migrated, which may be long after the start, and keeps its triggers as they are wanted. Not
/// Quartz's own hosted service: that one makes its tables before the host has started, and ends the process when it cannot.
/// </summary>
internal sealed partial class SchedulerHost(
    SchedulerMaker maker,
    TriggerReconciler reconciler,
    DatabaseReadiness readiness,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SchedulerHost> logger) : BackgroundService, IHostedLifecycleService, IDrainable
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IScheduler? _scheduler;
    private IReadOnlyList<WantedTrigger> _reconciled = [];
    private long _reconciledAt;
    private string? _problem;
    private int _leaving;

    // At once, so that others get the jobs while this node still finishes what it has begun.
    public void BeginDrain()
    {
        if (Interlocked.Exchange(ref _leaving, 1) == 0)
        {
            _ = EndAsync(static scheduler => scheduler.Standby());
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _started.TrySetResult();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        BeginDrain();
        return Task.CompletedTask;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await EndAsync(scheduler => scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken));
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_started.Task, readiness.Ready).WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Rhythm, time);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
                _problem = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // What was cut off by the end, Quartz reports as a failure of its own.
                if (!stoppingToken.IsCancellationRequested)
                {
                    Tell(failure);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var scheduler = _scheduler ??= await maker.MakeAsync(cancellationToken);
        var wanted = await reconciler.WantedAsync(cancellationToken);
        if (!wanted.SequenceEqual(_reconciled) || time.GetElapsedTime(_reconciledAt) >= AtLeastEvery)
        {
            await reconciler.ReconcileAsync(scheduler, wanted, cancellationToken);
            (_reconciled, _reconciledAt) = (wanted, time.GetTimestamp());
        }

        if (Volatile.Read(ref _leaving) == 0 && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await scheduler.Start(cancellationToken);
        }
    }

    // A scheduler that cannot reach its database must not keep the process from ending; what it has reserved, others take.
    private async Task EndAsync(Func<IScheduler, ValueTask> end)
    {
        if (_scheduler is not { } scheduler)
        {
            return;
        }

        try
        {
            await end(scheduler).AsTask().WaitAsync(StopsWithin, time);
        }
        catch (Exception failure)
        {
            Log.NotEnded(logger, DatabaseFailure.Stack(failure), DatabaseFailure.Line(failure));
        }
    }

    private void Tell(Exception failure)
    {
        if (DatabaseFailure.Line(failure) is var problem && problem != _problem)
        {
            _problem = problem;
            Log.NotKept(logger, DatabaseFailure.Stack(failure), problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The scheduler's triggers cannot be brought up to date; this goes on trying: {Problem}")]
        public static partial void NotKept(ILogger logger, Exception? failure, string problem);

        [LoggerMessage(LogLevel.Warning, "The scheduler did not end in order; others take over what it had reserved: {Problem}")]
        public static partial void NotEnded(ILogger logger, Exception? failure, string problem);
    }
}
