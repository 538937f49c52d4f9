namespace StatusPage.Core.Monitors;

public enum MonitorState
{
    Up,
    Degraded,
    Down,

    /// <summary>It has not been run, could not be run, or has not been heard of for too long.</summary>
    Unknown,
    Paused,
    Maintenance,
}
