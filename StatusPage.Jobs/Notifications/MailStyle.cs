using System.Globalization;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Jobs.Notifications;

/// <summary>The palette for mail programs, of which many read nothing but style attributes. Those that do read a sheet get the dark theme by it.</summary>
internal static class MailStyle
{
    public const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

    private static readonly StatusPalette Light = StatusPalette.Light;
    private static readonly StatusPalette Dark = StatusPalette.Dark;

    /// <summary>Colours of the dark theme for the classes that stand beside the style attributes.</summary>
    public static string Sheet { get; } =
        $".m-md a{{color:{Light.Accent}}}.m-md p,.m-md ul,.m-md ol,.m-md pre,.m-md blockquote{{margin:0 0 12px}}"
        + $".m-md pre{{white-space:pre-wrap;overflow-wrap:anywhere}}.m-md blockquote{{padding-left:12px;border-left:3px solid {Light.Line}}}"
        + "@media (prefers-color-scheme:dark){"
        + $".m-bg{{background:{Dark.Background}!important}}.m-card{{background:{Dark.Surface}!important;border-color:{Dark.Line}!important}}"
        + $".m-text{{color:{Dark.Text}!important}}.m-muted{{color:{Dark.Muted}!important}}.m-muted a,.m-link,.m-md a{{color:{Dark.Accent}!important}}"
        + $".m-line{{border-color:{Dark.Line}!important}}.m-button{{background:{Dark.Accent}!important;color:{Dark.OnAccent}!important}}"
        + string.Concat(Enum.GetValues<ComponentStatus>().Select(status =>
            string.Create(CultureInfo.InvariantCulture, $".m-s{(int)status}{{color:{Colour(status, Dark)}!important}}.m-b{(int)status}{{border-color:{Colour(status, Dark)}!important}}")))
        + "}";

    public static string Background => $"background:{Light.Background}";

    public static string Card => $"background:{Light.Surface};border:1px solid {Light.Line};border-radius:10px";

    public static string Text => $"color:{Light.Text}";

    public static string Muted => $"color:{Light.Muted}";

    public static string Link => $"color:{Light.Accent}";

    public static string Line => $"border-top:1px solid {Light.Line}";

    public static string Button =>
        $"display:inline-block;background:{Light.Accent};color:{Light.OnAccent};padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:600";

    public static string Of(ComponentStatus status) => $"color:{Colour(status, Light)}";

    public static string Edge(ComponentStatus status) => $"border-left:4px solid {Colour(status, Light)}";

    /// <summary>Its shape, of characters that every system has: status is never colour alone.</summary>
    public static string Shape(ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => "✓",
        ComponentStatus.UnderMaintenance => "🔧",
        ComponentStatus.DegradedPerformance => "▼",
        ComponentStatus.PartialOutage => "◐",
        ComponentStatus.MajorOutage => "■",
        ComponentStatus.Unknown => "◌",
    };

    /// <summary>As what a mail about the incident is coloured: the worst of what it names.</summary>
    public static ComponentStatus Standing(IncidentStatus status, IEnumerable<ComponentStatus> components) =>
        status is IncidentStatus.Resolved or IncidentStatus.Postmortem
            ? ComponentStatus.Operational
            : components.DefaultIfEmpty(ComponentStatus.Unknown).First();

    private static string Colour(ComponentStatus status, StatusPalette palette) => status switch
    {
        ComponentStatus.Operational => palette.Up,
        ComponentStatus.UnderMaintenance => palette.Maintenance,
        ComponentStatus.DegradedPerformance => palette.Degraded,
        ComponentStatus.PartialOutage => palette.Partial,
        ComponentStatus.MajorOutage => palette.Down,
        ComponentStatus.Unknown => palette.Unknown,
    };
}
