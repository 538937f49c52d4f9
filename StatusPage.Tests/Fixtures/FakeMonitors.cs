using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeMonitors : IMonitorQueries
{
    public List<BoardMonitor> Monitors { get; } = [];

    public int Reads { get; private set; }

    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        Reads++;
        return Failure is null ? Task.FromResult<IReadOnlyList<BoardMonitor>>([.. Monitors]) : Task.FromException<IReadOnlyList<BoardMonitor>>(Failure);
    }

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    public void Add(string name, MonitorState state, string? reason = null) => Monitors.Add(new BoardMonitor(
        StatusMonitorId.New(), name, $"https://{name}.example.com/", state, DateTimeOffset.UnixEpoch, LastCheckedAt: null, NextCheckAt: null, 42, reason, [40, 42]));
}
