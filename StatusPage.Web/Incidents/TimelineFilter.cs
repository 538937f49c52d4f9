using StatusPage.Core.Incidents;

namespace StatusPage.Web.Incidents;

/// <summary>Which entries of an incident's timeline are shown.</summary>
public enum TimelineFilter
{
    Everything,
    Public,
    Internal,
    Monitors,
}

internal static class TimelineFilters
{
    public static bool Shows(this TimelineFilter filter, TimelineEntry entry) => filter switch
    {
        TimelineFilter.Everything => true,
        TimelineFilter.Public => entry is UpdateEntry,
        TimelineFilter.Internal => entry is NoteEntry or HeadEntry,
        TimelineFilter.Monitors => entry is MonitorEntry,
    };

    public static string Words(this TimelineFilter filter) => filter switch
    {
        TimelineFilter.Everything => "Everything",
        TimelineFilter.Public => "Public",
        TimelineFilter.Internal => "Internal",
        TimelineFilter.Monitors => "Monitors",
    };
}
