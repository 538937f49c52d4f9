using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>
/// The bar in words: a summary, and a list of the days that were not perfect. Screen readers read the list; the script shows the entry of the day that
/// is pointed at, so the words are sent once.
/// </summary>
internal static class DayBarWords
{
    private static readonly ComponentStatus[] Told =
    [
        ComponentStatus.MajorOutage, ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance, ComponentStatus.UnderMaintenance,
    ];

    public static string Summary(ComponentView component)
    {
        var problems = component.Days.Count(day => day.Major + day.Partial + day.Degraded > 0);
        var told = problems == 0 ? "no problems" : PageWords.Days(problems, "with problems");
        return $"{component.Name}: {PageWords.Days(component.Days.Count, "")}".TrimEnd() + $", {PageWords.Uptime(component.Uptime, component.KnownShare)}, {told}";
    }

    /// <summary>List items; <c>data-d</c> is the index of the day, or of the first and last of a run without data.</summary>
    public static string Items(IReadOnlyList<DayView> days)
    {
        var items = new StringBuilder();
        for (var index = 0; index < days.Count; index++)
        {
            if (days[index].Worst == ComponentStatus.Unknown)
            {
                var first = index;
                while (index + 1 < days.Count && days[index + 1].Worst == ComponentStatus.Unknown)
                {
                    index++;
                }

                NoData(items, days, first, index);
            }
            else if (days[index].Worst != ComponentStatus.Operational || days[index].Incidents.Count > 0)
            {
                Problem(items, days[index], index);
            }
        }

        return items.ToString();
    }

    private static void NoData(StringBuilder items, IReadOnlyList<DayView> days, int first, int last)
    {
        items.Append(CultureInfo.InvariantCulture, $"<li data-d=\"{first}-{last}\"><b>{PageWords.Day(days[first].Date)}");
        if (last > first)
        {
            items.Append(CultureInfo.InvariantCulture, $" to {PageWords.Day(days[last].Date)}");
        }

        items.Append("</b> <span class=\"st s-un\">No data</span></li>");
    }

    private static void Problem(StringBuilder items, DayView day, int index)
    {
        items.Append(CultureInfo.InvariantCulture, $"<li data-d=\"{index}\"><b>{PageWords.Day(day.Date)}</b>");
        foreach (var status in Told.Where(status => DayBarPaths.Seconds(day, status) > 0))
        {
            var time = PageWords.Duration(TimeSpan.FromSeconds(DayBarPaths.Seconds(day, status)));
            items.Append(CultureInfo.InvariantCulture, $" <span class=\"st s-{status.Key()}\">{status.Words()} for {time}</span>");
        }

        // A share of a second of unknown time at the edges of a check is not worth a line; five minutes are.
        if (day.Unknown >= 300)
        {
            items.Append(CultureInfo.InvariantCulture, $" <i>No data for {PageWords.Duration(TimeSpan.FromSeconds(day.Unknown))}</i>");
        }

        foreach (var incident in day.Incidents)
        {
            items.Append(CultureInfo.InvariantCulture, $" <cite data-i=\"{HtmlEncoder.Default.Encode(incident.Id)}\">{HtmlEncoder.Default.Encode(incident.Title)}</cite>");
        }

        items.Append("</li>");
    }
}
