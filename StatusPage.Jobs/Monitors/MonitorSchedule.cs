using StatusPage.Jobs.Scheduling;

namespace StatusPage.Jobs.Monitors;

/// <summary>When what happens to monitors by the clock is looked after.</summary>
internal sealed class MonitorSchedule : ITriggerSource
{
    // A pause is promised to the minute. One trigger for all, since each that the cluster keeps costs every node.
    private static readonly TimeSpan PausesEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(1);

    public Task<IReadOnlyList<WantedTrigger>> WantedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WantedTrigger>>(
    [
        new WantedTrigger("pause-ends", typeof(PauseEndsJob), "pause-ends", PausesEvery) { FromCompletion = true },
        new WantedTrigger("purge", typeof(PurgeJob), "purge", PurgeEvery) { FromCompletion = true },
    ]);
}
