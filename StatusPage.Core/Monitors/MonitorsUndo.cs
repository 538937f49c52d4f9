namespace StatusPage.Core.Monitors;

/// <summary>What monitors were before an act changed them; <see cref="IMonitorCommands.UndoAsync"/> makes them so again.</summary>
public sealed class MonitorsUndo
{
    internal MonitorsUndo(IReadOnlyList<MonitorBefore> monitors)
    {
        Monitors = monitors;
    }

    /// <summary>How many the act has changed; those that already were as it wanted them do not count.</summary>
    public int Count => Monitors.Count;

    internal IReadOnlyList<MonitorBefore> Monitors { get; }
}

/// <param name="Version">What the act left: a monitor that was changed since is not made what it was before.</param>
internal sealed record MonitorBefore(
    StatusMonitorId Id,
    bool Paused,
    DateTimeOffset? PausedUntil,
    DateTimeOffset? ArchivedAt,
    IReadOnlyList<string> Tags,
    MonitorState State,
    DateTimeOffset StateSince,
    IReadOnlyList<CheckBefore> Checks,
    int Version = 0)
{
    public bool IsAtRest => Paused || ArchivedAt is not null;

    public static MonitorBefore Of(StatusMonitor monitor, IEnumerable<ScheduledCheck> checks) => new(
        monitor.Id,
        monitor.Paused,
        monitor.PausedUntil,
        monitor.ArchivedAt,
        monitor.Tags,
        monitor.State,
        monitor.StateSince,
        [.. checks.Select(check => new CheckBefore(check.Location, check.Verdict, check.DueAt))]);
}

internal sealed record CheckBefore(string Location, Verdict Verdict, DateTimeOffset? DueAt);
