using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>The words, the icon's key and the colour's name of a monitor's state.</summary>
internal static class MonitorWords
{
    public static string Word(this MonitorState state) => state switch
    {
        MonitorState.Up => "Up",
        MonitorState.Degraded => "Degraded",
        MonitorState.Down => "Down",
        MonitorState.Unknown => "No data",
        MonitorState.Paused => "Paused",
        MonitorState.Maintenance => "Maintenance",
    };

    /// <summary>Of the shapes that the public page has, too.</summary>
    public static string Key(this MonitorState state) => state switch
    {
        MonitorState.Up => "ok",
        MonitorState.Degraded => "dg",
        MonitorState.Down => "mo",
        MonitorState.Unknown or MonitorState.Paused => "un",
        MonitorState.Maintenance => "mt",
    };
}
