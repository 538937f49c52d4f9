using StatusPage.Core.Components;

namespace StatusPage.Core.Uptime;

/// <summary>Cuts a timeline into days of a zone.</summary>
public static class DayDurations
{
    /// <summary>The instants at which <paramref name="count"/> days begin, the last of them being <paramref name="lastDay"/>.</summary>
    public static DateTimeOffset[] Starts(DateOnly lastDay, int count, TimeZoneInfo zone) =>
        [.. Enumerable.Range(0, count).Select(index => zone.StartOf(lastDay.AddDays(index - count + 1)))];

    /// <summary>What each day holds; day n ends where day n + 1 begins, the last where the intervals end.</summary>
    /// <param name="intervals">Contiguous and oldest first, as <see cref="StatusTimeline"/> gives them.</param>
    public static StatusDurations[] Split(DateTimeOffset[] starts, IReadOnlyList<StatusInterval> intervals)
    {
        var days = new StatusDurations[starts.Length];
        for (var index = 0; index < days.Length; index++)
        {
            days[index] = new StatusDurations();
        }

        var day = 0;
        foreach (var interval in intervals)
        {
            var from = interval.From;
            while (from < interval.To)
            {
                while (day + 1 < starts.Length && starts[day + 1] <= from)
                {
                    day++;
                }

                var end = day + 1 < starts.Length && starts[day + 1] < interval.To ? starts[day + 1] : interval.To;
                days[day].Add(interval.Status, end - from);
                from = end;
            }
        }

        return days;
    }
}
