using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>The board as it is shown.</summary>
/// <param name="Problems">Down or degraded, in the order of the queries: worst first, the longest first among equals; what somebody has in hand comes after what nobody has.</param>
/// <param name="Shown">All that the filter leaves.</param>
/// <param name="Total">How many monitors there are.</param>
/// <param name="Counts">How many of all are in each state that matters on a wall, in a fixed order.</param>
/// <param name="Pages">The names of the pages that can be chosen.</param>
/// <param name="Tags">The tags that can be chosen.</param>
internal sealed record BoardView(
    IReadOnlyList<BoardMonitor> Problems,
    IReadOnlyList<BoardMonitor> Shown,
    int Total,
    IReadOnlyList<(MonitorState State, int Count)> Counts,
    IReadOnlyList<string> Pages,
    IReadOnlyList<string> Tags)
{
    private static readonly MonitorState[] Always = [MonitorState.Up, MonitorState.Degraded, MonitorState.Down, MonitorState.Unknown];

    public bool IsEmpty => Total == 0;

    /// <summary>How many problems nobody has in hand, whatever the filter.</summary>
    public int Open { get; private init; }

    public static BoardView Of(IReadOnlyList<BoardMonitor> monitors, BoardFilter filter)
    {
        var counts = monitors.CountBy(monitor => monitor.State).ToDictionary();
        List<BoardMonitor> shown = [.. monitors.Where(filter.Shows)];
        return new BoardView(
            [.. shown.Where(IsProblem).OrderBy(monitor => monitor.Acknowledgement is not null)],
            shown,
            monitors.Count,
            [
                .. Always.Select(state => (state, counts.GetValueOrDefault(state))),
                .. counts.Where(count => !Always.Contains(count.Key)).OrderBy(count => count.Key).Select(count => (count.Key, count.Value)),
            ],
            [.. monitors.SelectMany(monitor => monitor.Pages).Distinct().Order(StringComparer.CurrentCulture)],
            [.. monitors.SelectMany(monitor => monitor.Tags).Distinct().Order(StringComparer.CurrentCulture)])
        {
            Open = monitors.Count(monitor => IsProblem(monitor) && monitor.Acknowledgement is null),
        };
    }

    private static bool IsProblem(BoardMonitor monitor) => monitor.State is MonitorState.Down or MonitorState.Degraded;
}
