using System.Globalization;
using Quartz;

namespace StatusPage.Jobs.Scheduling;

/// <summary>A job that runs again and again, as the program and its data want it; what the scheduler keeps is made to fit.</summary>
/// <param name="Job">The job's name. Triggers of the same job have the same type.</param>
/// <param name="Name">Unique among all triggers.</param>
internal sealed record WantedTrigger(string Job, Type JobType, string Name, TimeSpan Every)
{
    /// <summary>Within the interval; triggers that differ in it alone never fire at the same time.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>Only nodes there run it; null: one node of all.</summary>
    public string? Location { get; init; }

    /// <summary>From one run's end to the next one's start, so that it never piles up on a slow database and never runs twice at once.</summary>
    public bool FromCompletion { get; init; }

    /// <summary>Kept with the trigger. Another one there means that it has to be replaced.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{JobType.Name} every {Every.TotalSeconds} s{(FromCompletion ? " from completion" : "")}, offset {Offset.TotalSeconds} s, at {Location ?? "any location"}");

    public JobKey JobKey => new(Job);

    public TriggerKey Key => new(Name);

    /// <summary>Without recovery: the next run does what one that was cut off has left.</summary>
    public IJobDetail BuildJob() => JobBuilder.Create().OfType(JobType).WithIdentity(JobKey).StoreDurably().RequestRecovery(false).Build();

    /// <param name="now">It fires for the first time within an interval from then.</param>
    public ITrigger Build(DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.Ticks - (now.Ticks % Every.Ticks), TimeSpan.Zero) + Offset;
        return TriggerBuilder.Create()
            .WithIdentity(Key)
            .ForJob(JobKey)
            .WithDescription(Description)
            .WithExecutionGroup(Location)
            .StartAt(start < now ? start + Every : start)
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(Every)
                .RepeatForever()
                .MeasureIntervalFromCompletion(FromCompletion)

                // What a missed run would have done, the next one does; there is nothing to catch up.
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount))
            .Build();
    }
}
