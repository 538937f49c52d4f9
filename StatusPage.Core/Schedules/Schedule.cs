namespace StatusPage.Core.Schedules;

/// <summary>
/// When something recurs: every so many seconds, or by a cron expression in a time zone. It belongs to the thing that recurs and is kept with
/// it; no scheduler is its home.
/// </summary>
/// <remarks>
/// By a cron expression that names times of the day, a time that a clock change leaves out is the first instant after the gap, and one that
/// comes twice is the first of the two. One that names intervals (with *, a range or a step for the hour, the minute or the second) goes on through both.
/// </remarks>
public sealed record Schedule
{
    public const int ShortestSeconds = 5;
    public const int LongestSeconds = 86_400;

    private Schedule(int everySeconds)
    {
        EverySeconds = everySeconds;
    }

    /// <summary>5 to 86,400. Beside a cron expression it is about as long as the expression's longest gap, for versions of the program that know no other.</summary>
    public int EverySeconds { get; private init; }

    /// <summary>Five fields, or six of which the first is the second; null where the interval counts.</summary>
    public string? Cron { get; private init; }

    /// <summary>The IANA zone in which the cron expression is read; null where there is none.</summary>
    public string? TimeZone { get; private init; }

    public static Schedule Every(int seconds) => seconds is >= ShortestSeconds and <= LongestSeconds
        ? new Schedule(seconds)
        : throw new RuleViolationException($"A check runs every {ShortestSeconds} seconds at the most often and once a day at the least.");

    /// <exception cref="RuleViolationException">The expression or the zone cannot be used; the message says what to do.</exception>
    public static Schedule ByCron(string? expression, string? timeZone)
    {
        var zone = Zones.Checked(timeZone);
        var rule = CronRule.Checked(expression);
        return new Schedule(rule.Interval(Zones.Find(zone))) { Cron = rule.Expression, TimeZone = zone };
    }

    /// <summary>
    /// The first time after <paramref name="now"/> in the rhythm that <paramref name="last"/> belongs to. Times that passed while nobody was
    /// running are left out, not caught up.
    /// </summary>
    public DateTimeOffset NextAfter(DateTimeOffset last, DateTimeOffset now)
    {
        if (NextByCron(now < last ? last : now) is { } next)
        {
            return next;
        }

        var step = TimeSpan.FromSeconds(EverySeconds);
        var passed = now < last ? 0 : (now - last).Ticks / step.Ticks;
        return last + (step * (passed + 1));
    }

    /// <summary>When it comes for the first time after an instant that is part of no rhythm.</summary>
    public DateTimeOffset FirstAfter(DateTimeOffset instant) => NextAfter(instant, instant);

    /// <summary>The next times after <paramref name="from"/>, as clocks show them in the schedule's zone, or in UTC where it has none.</summary>
    public IReadOnlyList<Occurrence> Occurrences(DateTimeOffset from, int count)
    {
        var zone = TimeZone is { } name && Zones.TryFind(name, out var found) ? found : TimeZoneInfo.Utc;
        var occurrences = new List<Occurrence>(count);
        var (at, offset) = (from, zone.GetUtcOffset(from));
        while (occurrences.Count < count)
        {
            at = TimeZoneInfo.ConvertTime(FirstAfter(at), zone);
            occurrences.Add(new Occurrence(at, at.Offset != offset));
            offset = at.Offset;
        }

        return occurrences;
    }

    /// <summary>For people: "every 30 s", "Mondays 02:00 Europe/Berlin". What has no short wording is named by its expression.</summary>
    public string InWords() => Cron is null || TimeZone is null ? ScheduleWords.Every(EverySeconds) : ScheduleWords.Of(Cron, TimeZone);

    // On a machine that does not know the zone, the interval beside it holds: late is better than never.
    private DateTimeOffset? NextByCron(DateTimeOffset after) => Cron is { } expression && TimeZone is { } name && Zones.TryFind(name, out var zone)
        ? CronRule.Read(expression).NextAfter(after, zone)
        : null;
}
