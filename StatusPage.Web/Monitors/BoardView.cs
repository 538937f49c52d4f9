using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>The board as it is shown.</summary>
/// <param name="Problems">Down or degraded, in the order of the queries: worst first, the longest first among equals.</param>
/// <param name="Counts">How many are in each state that matters on a wall, in a fixed order.</param>
internal sealed record BoardView(IReadOnlyList<BoardMonitor> Problems, IReadOnlyList<BoardMonitor> All, IReadOnlyList<(MonitorState State, int Count)> Counts)
{
    private static readonly MonitorState[] Always = [MonitorState.Up, MonitorState.Degraded, MonitorState.Down, MonitorState.Unknown];

    public bool IsEmpty => All.Count == 0;

    public static BoardView Of(IReadOnlyList<BoardMonitor> monitors)
    {
        var counts = monitors.CountBy(monitor => monitor.State).ToDictionary();
        return new BoardView(
            [.. monitors.Where(IsProblem)],
            monitors,
            [
                .. Always.Select(state => (state, counts.GetValueOrDefault(state))),
                .. counts.Where(count => !Always.Contains(count.Key)).OrderBy(count => count.Key).Select(count => (count.Key, count.Value)),
            ]);
    }

    private static bool IsProblem(BoardMonitor monitor) => monitor.State is MonitorState.Down or MonitorState.Degraded;
}
