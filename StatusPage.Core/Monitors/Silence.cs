namespace StatusPage.Core.Monitors;

/// <summary>When what is known of a monitor has become too old to be believed.</summary>
public static class Silence
{
    private const int IntervalsHeld = 3;

    /// <summary>
    /// Null while the last check is recent enough. Otherwise the instant from which on nothing is known: one interval after the last check,
    /// when the next one should have come.
    /// </summary>
    /// <param name="lastCheckedAt">Null when there was none; then nothing was known anyway.</param>
    public static DateTimeOffset? EndOfKnowledge(DateTimeOffset? lastCheckedAt, StatusMonitor monitor, DateTimeOffset now)
    {
        if (lastCheckedAt is not { } last)
        {
            return null;
        }

        var interval = TimeSpan.FromSeconds(monitor.Schedule.EverySeconds);
        var held = (interval * IntervalsHeld) + TimeSpan.FromMilliseconds(monitor.TimeoutMs);
        return now - last > held ? last + interval : null;
    }
}
