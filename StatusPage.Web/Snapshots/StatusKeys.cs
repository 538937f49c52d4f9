using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Web.Snapshots;

/// <summary>The words and the style sheet's two-letter keys of everything that has a colour, so that no part of the page words a status its own way.</summary>
internal static class StatusKeys
{
    public static string Key(this ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => "ok",
        ComponentStatus.UnderMaintenance => "mt",
        ComponentStatus.DegradedPerformance => "dg",
        ComponentStatus.PartialOutage => "po",
        ComponentStatus.MajorOutage => "mo",
        ComponentStatus.Unknown => "un",
    };

    public static string Words(this ComponentStatus status) => status.Title();

    public static string Words(this Impact impact) => impact switch
    {
        Impact.None => "No impact",
        Impact.Minor => "Minor impact",
        Impact.Major => "Major impact",
        Impact.Critical => "Critical impact",
    };

    public static string Words(this IncidentStatus status) => status.Title();
}
