using System.Globalization;
using System.Text;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>The page for a terminal: the first line is the overall status as one word of the API, then what it means.</summary>
internal static class StatusText
{
    public static string Of(PageView view, DateTimeOffset? staleSince)
    {
        var text = new StringBuilder();
        text.Append(Word(view.Banner.Status)).Append('\n');
        text.Append(Line(view.Name)).Append(": ").Append(Line(view.Banner.Headline)).Append('\n');
        if (staleSince is { } since)
        {
            text.Append(CultureInfo.InvariantCulture, $"Not confirmed since {since.UtcDateTime:yyyy-MM-dd HH:mm}Z; this may be old.\n");
        }

        foreach (var incident in view.Open)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nincident: {Line(incident.Title)} ({incident.Status.Word()}, since {incident.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm}Z)\n");
        }

        foreach (var group in view.Groups)
        {
            text.Append('\n');
            if (group.Name is { } name)
            {
                text.Append(Line(name)).Append('\n');
            }

            foreach (var component in group.Components)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Word(component.Status),-20} {Line(component.Name)}\n");
            }
        }

        return text.ToString();
    }

    // What people typed stays on its line.
    private static string Line(string text) => string.Concat(text.Select(character => EndsLine(character) ? ' ' : character));

    private static bool EndsLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string Word(ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => "operational",
        ComponentStatus.DegradedPerformance => "degraded_performance",
        ComponentStatus.PartialOutage => "partial_outage",
        ComponentStatus.MajorOutage => "major_outage",
        ComponentStatus.UnderMaintenance => "under_maintenance",
        ComponentStatus.Unknown => "unknown",
    };
}
