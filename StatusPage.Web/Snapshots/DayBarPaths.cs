using System.Globalization;
using System.Text;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>
/// Draws the days of one component as one SVG path a status. A day is 10 units wide and 32 high. Whole bars are a thick line dashed 7 on, 3 off
/// (<c>M20 16h50</c> is five days), so that a quarter without trouble is a dozen bytes; only bad parts are drawn as rectangles.
/// </summary>
internal static class DayBarPaths
{
    public const int DayWidth = 10;
    public const int Height = 32;

    // A minute of outage in a day would be a fiftieth of a pixel; it must be seen all the same.
    private const int WorstAtLeast = 8;
    private const int OtherAtLeast = 3;

    // Worst first: it stands at the bottom, where the eye compares heights.
    private static readonly ComponentStatus[] Bad =
        [ComponentStatus.MajorOutage, ComponentStatus.PartialOutage, ComponentStatus.DegradedPerformance, ComponentStatus.UnderMaintenance];

    public static string Draw(IReadOnlyList<DayView> days)
    {
        var svg = new StringBuilder(256);
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {days.Count * DayWidth} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        Runs(svg, days, ComponentStatus.Unknown, day => day.Worst == ComponentStatus.Unknown);
        Runs(svg, days, ComponentStatus.Operational, day => day.Worst != ComponentStatus.Unknown);
        var paths = new Dictionary<ComponentStatus, StringBuilder>();
        for (var index = 0; index < days.Count; index++)
        {
            Stack(paths, days[index], index * DayWidth);
        }

        foreach (var status in Bad.Where(paths.ContainsKey))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"s-{status.Key()}\" d=\"{paths[status]}\"/>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>
    /// Heights of the bad parts from the bottom up. They grow with the root of the share of the day: drawn to scale, an hour and a minute would both be
    /// a sliver.
    /// </summary>
    public static IEnumerable<(ComponentStatus Status, int Bottom, int Top)> Parts(DayView day)
    {
        var seconds = 0;
        var bottom = 0;
        foreach (var status in Bad)
        {
            var own = Seconds(day, status);
            if (own == 0 || bottom >= Height)
            {
                continue;
            }

            seconds += own;
            var scaled = (int)Math.Round(Height * Math.Sqrt((double)seconds / day.Length));
            var top = Math.Min(Height, Math.Max(scaled, bottom + (bottom == 0 ? WorstAtLeast : OtherAtLeast)));
            yield return (status, bottom, top);
            bottom = top;
        }
    }

    public static int Seconds(DayView day, ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => day.Operational,
        ComponentStatus.UnderMaintenance => day.Maintenance,
        ComponentStatus.DegradedPerformance => day.Degraded,
        ComponentStatus.PartialOutage => day.Partial,
        ComponentStatus.MajorOutage => day.Major,
        ComponentStatus.Unknown => day.Unknown,
    };

    private static void Stack(Dictionary<ComponentStatus, StringBuilder> paths, DayView day, int x)
    {
        foreach (var (status, bottom, top) in Parts(day))
        {
            if (!paths.TryGetValue(status, out var path))
            {
                paths[status] = path = new StringBuilder();
            }

            path.Append(CultureInfo.InvariantCulture, $"M{x} {Height - top}h7v{top - bottom}h-7z");
        }
    }

    private static void Runs(StringBuilder svg, IReadOnlyList<DayView> days, ComponentStatus status, Func<DayView, bool> belongs)
    {
        var path = new StringBuilder();
        for (var from = 0; from < days.Count; from++)
        {
            var to = from;
            while (to < days.Count && belongs(days[to]))
            {
                to++;
            }

            if (to > from)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{from * DayWidth} 16h{(to - from) * DayWidth}");
                from = to;
            }
        }

        if (path.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"l s-{status.Key()}\" d=\"{path}\"/>");
        }
    }
}
