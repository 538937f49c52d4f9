using StatusPage.Core.Schedules;

namespace StatusPage.Core.Monitors;

/// <summary>When what is known of a monitor has become too old to be believed.</summary>
public static class Silence
{
    private const int IntervalsHeld = 3;

    // What comes once a week is not waited for three weeks long.
    private static readonly TimeSpan LongestOverdue = TimeSpan.FromHours(1);

    /// <summary>
    /// Null while the last check is recent enough. Otherwise the instant from which on nothing is known: when the next one should have come.
    /// A monitor that runs by a cron expression is not silent before a time of the expression has passed.
    /// </summary>
    /// <param name="lastCheckedAt">Null when there was none; then nothing was known anyway.</param>
    public static DateTimeOffset? EndOfKnowledge(DateTimeOffset? lastCheckedAt, StatusMonitor monitor, DateTimeOffset now)
    {
        if (lastCheckedAt is not { } last || now <= last)
        {
            return null;
        }

        // Before that it was to run at other times, or not at all.
        var expected = monitor.Schedule.FirstAfter(monitor.ScheduledSince > last ? monitor.ScheduledSince.GetValueOrDefault() : last);
        return now - HeldUntil(expected, monitor.Schedule) > TimeSpan.FromMilliseconds(monitor.TimeoutMs) ? expected : null;
    }

    private static DateTimeOffset HeldUntil(DateTimeOffset expected, Schedule schedule)
    {
        var until = expected;
        for (var interval = 1; interval < IntervalsHeld; interval++)
        {
            until = schedule.FirstAfter(until);
        }

        return schedule.Cron is not null && until - expected > LongestOverdue ? expected + LongestOverdue : until;
    }
}
