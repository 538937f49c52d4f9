using Cronos;

namespace StatusPage.Core.Schedules;

/// <summary>A cron expression that can be carried out.</summary>
internal sealed class CronRule
{
    private const int Longest = 100;
    private const int Sample = 100;

    // In a year in which February has 29 days, so that nothing that ever comes seems never to.
    private static readonly DateTimeOffset Reference = new(2027, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly CronExpression _cron;

    private CronRule(string expression)
    {
        Expression = expression;
        var hasSeconds = expression.Count(character => character == ' ') == 5;
        _cron = CronExpression.Parse(expression, hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
    }

    /// <summary>With single spaces.</summary>
    public string Expression { get; }

    /// <summary>One that was found usable before.</summary>
    public static CronRule Read(string expression) => new(expression);

    /// <exception cref="RuleViolationException">It cannot be read, never comes, or comes more often than every five seconds.</exception>
    public static CronRule Checked(string? text)
    {
        var fields = Words.Required(text, "The cron expression", Longest).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
        {
            throw new RuleViolationException("A cron expression has five fields: minute, hour, day of month, month, day of week; before them there may be one for the second.");
        }

        var rule = Parsed(string.Join(' ', fields));
        if (rule.NextAfter(Reference, TimeZoneInfo.Utc) is null)
        {
            throw new RuleViolationException("There is no day on which this cron expression comes.");
        }

        return fields.Length == 6 && Parsed($"{fields[0]} {fields[1]} * * * *").ShortestGap() < TimeSpan.FromSeconds(Schedule.ShortestSeconds)
            ? throw new RuleViolationException($"This cron expression comes more often than every {Schedule.ShortestSeconds} seconds.")
            : rule;
    }

    public DateTimeOffset? NextAfter(DateTimeOffset instant, TimeZoneInfo zone) => _cron.GetNextOccurrence(instant, zone)?.ToUniversalTime();

    /// <summary>The longest of its next gaps in seconds, within what an interval may be.</summary>
    public int Interval(TimeZoneInfo zone) =>
        (int)Math.Clamp(Gaps(zone).Max().TotalSeconds, Schedule.ShortestSeconds, Schedule.LongestSeconds);

    private static CronRule Parsed(string expression)
    {
        try
        {
            return new CronRule(expression);
        }
        catch (CronFormatException refusal)
        {
            throw new RuleViolationException($"This cron expression cannot be read. {Said(refusal)}");
        }
        catch (MissingSeedException)
        {
            throw new RuleViolationException("This cron expression leaves a time open with H; write the time instead.");
        }
    }

    private static string Said(CronFormatException refusal) =>
        refusal.Message.Replace("The given cron expression has an invalid format. ", "", StringComparison.Ordinal);

    private TimeSpan ShortestGap() => Gaps(TimeZoneInfo.Utc).Min();

    private IEnumerable<TimeSpan> Gaps(TimeZoneInfo zone)
    {
        var last = _cron.GetNextOccurrence(Reference, zone);
        for (var count = 0; count < Sample && last is { } from && _cron.GetNextOccurrence(from, zone) is { } next; count++)
        {
            yield return next - from;
            last = next;
        }
    }
}
