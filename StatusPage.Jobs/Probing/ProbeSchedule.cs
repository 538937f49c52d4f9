using Quartz;

namespace StatusPage.Jobs.Probing;

/// <summary>When the jobs of this folder run.</summary>
internal static class ProbeSchedule
{
    // Together they look four times a second, so that a check is late by an eighth of a second on average, and one that hangs leaves three.
    private const int SweepTriggers = 4;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceEvery = TimeSpan.FromSeconds(5);
    private static readonly JobKey Sweep = new("probe-sweep");

    public static void AddTo(IQuartzBuilder quartz)
    {
        quartz.AddJob<ProbeSweepJob>(job => job.WithIdentity(Sweep));
        for (var index = 0; index < SweepTriggers; index++)
        {
            AddSweepTrigger(quartz, index);
        }

        // From one run's end to the next one's start: it must never pile up on a slow database.
        quartz.ScheduleJob<SilenceJob>(
            trigger => trigger.WithIdentity("silence").StartNow().WithSimpleSchedule(schedule => schedule
                .WithInterval(SilenceEvery)
                .RepeatForever()
                .MeasureIntervalFromCompletion()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)),
            job => job.WithIdentity("silence"));
    }

    private static void AddSweepTrigger(IQuartzBuilder quartz, int index)
    {
        var offset = SweepEvery / SweepTriggers * index;
        quartz.AddTrigger<ProbeSweepJob>((provider, trigger) => trigger
            .WithIdentity($"probe-sweep-{index}")
            .ForJob(Sweep)
            .StartAt(StartOf(provider, offset))
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(SweepEvery)
                .RepeatForever()

                // What a missed sweep would have claimed, the next one claims; there is nothing to catch up.
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)));
    }

    private static DateTimeOffset StartOf(IServiceProvider provider, TimeSpan offset)
    {
        var now = ((TimeProvider?)provider.GetService(typeof(TimeProvider)) ?? TimeProvider.System).GetUtcNow();
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero) + SweepEvery + offset;
    }
}
