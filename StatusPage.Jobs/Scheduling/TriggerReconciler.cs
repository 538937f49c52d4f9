using Microsoft.Extensions.Logging;
using Quartz;

namespace StatusPage.Jobs.Scheduling;

/// <summary>
/// Makes the scheduler's triggers those that are wanted: missing ones are added, changed ones replaced, others removed, and those that the
/// scheduler has given up are set going again. Several nodes may do so at once; each step is one of the store's own, under its lock.
/// </summary>
internal sealed partial class TriggerReconciler(IEnumerable<ITriggerSource> sources, TimeProvider time, ILogger<TriggerReconciler> logger)
{
    public async Task<IReadOnlyList<WantedTrigger>> WantedAsync(CancellationToken cancellationToken)
    {
        var wanted = new List<WantedTrigger>();
        foreach (var source in sources)
        {
            wanted.AddRange(await source.WantedAsync(cancellationToken));
        }

        return wanted;
    }

    public async Task ReconcileAsync(IScheduler scheduler, IReadOnlyList<WantedTrigger> wanted, CancellationToken cancellationToken)
    {
        var found = (await scheduler.QueryTriggers(new TriggerQuery { Take = PagedQuery.All }, cancellationToken)).Items.ToDictionary(header => header.Key);
        foreach (var trigger in wanted.Where(trigger => !found.TryGetValue(trigger.Key, out var header) || !IsSame(header, trigger)))
        {
            // The job as well: a former release may have kept it with another type.
            await scheduler.AddJob(trigger.BuildJob(), AddJobOptions.Replacing, cancellationToken);
            await scheduler.ScheduleJob(trigger.Build(time.GetUtcNow()), ScheduleJobOptions.Replacing, cancellationToken);
            Log.Set(logger, trigger.Name, trigger.Description);
        }

        await RemoveOthersAsync(scheduler, found, wanted, cancellationToken);
        foreach (var header in found.Values.Where(header => header.State is TriggerState.Error))
        {
            await scheduler.ResetTriggerFromErrorState(header.Key, cancellationToken);
            SchedulerTelemetry.CountFreed("ERROR");
            Log.Reset(logger, header.Key.Name);
        }
    }

    private static bool IsSame(TriggerHeader header, WantedTrigger wanted) =>
        header.Description == wanted.Description && header.JobKey.Equals(wanted.JobKey) && header.ExecutionGroup == wanted.Location;

    private async Task RemoveOthersAsync(
        IScheduler scheduler, Dictionary<TriggerKey, TriggerHeader> found, IReadOnlyList<WantedTrigger> wanted, CancellationToken cancellationToken)
    {
        // One that makes up for a run that was cut off is the scheduler's own and goes by itself.
        var others = found.Keys.Except(wanted.Select(trigger => trigger.Key)).Where(key => key.Group != SchedulerConstants.DefaultRecoveryGroup).ToList();
        if (others.Count > 0)
        {
            await scheduler.UnscheduleJobs(others, cancellationToken);
            others.ForEach(key => Log.Removed(logger, key.Name));
        }

        var jobs = (await scheduler.QueryJobs(new JobQuery { Take = PagedQuery.All }, cancellationToken)).Items.Select(job => job.Key).Except(wanted.Select(trigger => trigger.JobKey)).ToList();
        if (jobs.Count > 0)
        {
            await scheduler.DeleteJobs(jobs, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Trigger {Trigger} has been set: {Description}")]
        public static partial void Set(ILogger logger, string trigger, string description);

        [LoggerMessage(LogLevel.Information, "Trigger {Trigger} is not wanted any more and has been removed")]
        public static partial void Removed(ILogger logger, string trigger);

        [LoggerMessage(LogLevel.Warning, "The scheduler had given up trigger {Trigger} after failures; it has been set going again")]
        public static partial void Reset(ILogger logger, string trigger);
    }
}
