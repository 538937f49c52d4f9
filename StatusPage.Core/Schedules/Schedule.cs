namespace StatusPage.Core.Schedules;

/// <summary>When something recurs. It belongs to the thing that recurs and is kept with it; no scheduler is its home.</summary>
public sealed record Schedule
{
    public const int ShortestSeconds = 5;
    public const int LongestSeconds = 86_400;

    private Schedule(int everySeconds)
    {
        EverySeconds = everySeconds;
    }

    /// <summary>5 to 86,400.</summary>
    public int EverySeconds { get; private init; }

    public static Schedule Every(int seconds) => seconds is >= ShortestSeconds and <= LongestSeconds
        ? new Schedule(seconds)
        : throw new RuleViolationException($"A check runs every {ShortestSeconds} seconds at the most often and once a day at the least.");

    /// <summary>
    /// The first time after <paramref name="now"/> in the rhythm that <paramref name="last"/> belongs to. Times that passed while nobody was
    /// running are left out, not caught up.
    /// </summary>
    public DateTimeOffset NextAfter(DateTimeOffset last, DateTimeOffset now)
    {
        var step = TimeSpan.FromSeconds(EverySeconds);
        var passed = now < last ? 0 : (now - last).Ticks / step.Ticks;
        return last + (step * (passed + 1));
    }
}
