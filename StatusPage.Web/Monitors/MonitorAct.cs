using StatusPage.Core.Accounts;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>Something to be done to the monitors that somebody has chosen.</summary>
/// <param name="Done">The word for it once it is done: "Paused".</param>
public sealed record MonitorAct(
    string Done, Func<IMonitorCommands, Actor, IReadOnlyCollection<StatusMonitorId>, CancellationToken, Task<MonitorsUndo>> Run)
{
    public static MonitorAct Resume { get; } = new("Resumed", (monitors, actor, ids, token) => monitors.ResumeAsync(actor, ids, token));

    public static MonitorAct Archive { get; } = new("Archived", (monitors, actor, ids, token) => monitors.ArchiveAsync(actor, ids, token));

    public static MonitorAct Restore { get; } = new("Restored", (monitors, actor, ids, token) => monitors.RestoreAsync(actor, ids, token));

    public static MonitorAct Pause(DateTimeOffset? until) => new("Paused", (monitors, actor, ids, token) => monitors.PauseAsync(actor, ids, until, token));

    public static MonitorAct Tag(string tags) => new("Tagged", (monitors, actor, ids, token) => monitors.TagAsync(actor, ids, [.. MonitorTags.Split(tags)], [], token));

    public static MonitorAct Untag(string tags) => new("Removed tags from", (monitors, actor, ids, token) => monitors.TagAsync(actor, ids, [], [.. MonitorTags.Split(tags)], token));
}
