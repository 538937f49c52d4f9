using System.Globalization;

namespace StatusPage.Core.Schedules;

/// <summary>
/// Says what a schedule means, for the forms that people write most. An expression of another form is repeated as it is: no wording is better
/// than one that is nearly right.
/// </summary>
internal static class ScheduleWords
{
    private static readonly string[] Days = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];
    private static readonly string[] Names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static string Every(int seconds) => seconds switch
    {
        86_400 => "once a day",
        3600 => "every hour",
        60 => "every minute",
        _ when seconds % 3600 == 0 => Invariant($"every {seconds / 3600} h"),
        _ when seconds % 60 == 0 => Invariant($"every {seconds / 60} min"),
        _ => Invariant($"every {seconds} s"),
    };

    public static string Of(string cron, string zone)
    {
        var fields = cron.Split(' ');
        if (fields.Length == 6)
        {
            // At the full minute the sixth field changes nothing.
            fields = fields[0] == "0" ? fields[1..] : [];
        }

        return (fields is [var minute, var hour, var day, "*", var weekday] ? Of(minute, hour, day, weekday, zone) : null) ?? $"cron {cron} in {zone}";
    }

    private static string? Of(string minute, string hour, string day, string weekday, string zone)
    {
        if (hour == "*")
        {
            return day == "*" && weekday == "*" ? WithinHours(minute, zone) : null;
        }

        if (Number(minute, 59) is not { } m || Number(hour, 23) is not { } h)
        {
            return null;
        }

        var time = Invariant($"{h:00}:{m:00} {zone}");
        return (day, weekday) switch
        {
            ("*", "*") => $"daily {time}",
            ("*", "1-5" or "MON-FRI") => $"Monday to Friday {time}",
            ("*", _) => DaysOf(weekday) is { } days ? $"{days} {time}" : null,
            ("L", "*") => $"the last day of each month {time}",
            (_, "*") when Number(day, 31) is { } date and > 0 => Invariant($"day {date} of each month {time}"),
            _ => null,
        };
    }

    private static string? WithinHours(string minute, string zone) => minute switch
    {
        "*" => "every minute",
        ['*', '/', .. var step] when Number(step, 59) is { } minutes and > 0 && 60 % minutes == 0 => Every(minutes * 60),
        _ when Number(minute, 59) is { } at => Invariant($"hourly at :{at:00} {zone}"),
        _ => null,
    };

    private static string? DaysOf(string weekdays)
    {
        var days = weekdays.Split(',').Select(DayOf).ToList();
        return days.Contains(null) ? null : days.Count == 1 ? days[0] : $"{string.Join(", ", days[..^1])} and {days[^1]}";
    }

    private static string? DayOf(string weekday) => Number(weekday, 7) is { } number
        ? Days[number % 7]
        : Array.FindIndex(Names, name => string.Equals(name, weekday, StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? Days[index] : null;

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
