using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

/// <summary>What the board and health ask about monitors, and the watch that health drives.</summary>
internal sealed class FakeMonitors : IMonitorQueries, ISilenceWatch
{
    private int _marked;

    public List<BoardMonitor> Monitors { get; } = [];

    public int Reads { get; private set; }

    public DateTimeOffset? LastCheckAt { get; set; }

    /// <summary>Thrown by whatever is asked, as long as it is there.</summary>
    public Exception? Failure { get; set; }

    public int Marked => Volatile.Read(ref _marked);

    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        Reads++;
        return Failure is { } failure
            ? Task.FromException<IReadOnlyList<BoardMonitor>>(failure)
            : Task.FromResult<IReadOnlyList<BoardMonitor>>([.. Monitors]);
    }

    /// <summary>In use, and put away.</summary>
    public List<MonitorRow> Rows { get; } = [];

    public MonitorDetails? Details { get; set; }

    public Task<IReadOnlyList<MonitorRow>> ListAsync(OrganizationId organization, bool archived, CancellationToken cancellationToken)
    {
        Reads++;
        return Failure is { } failure
            ? Task.FromException<IReadOnlyList<MonitorRow>>(failure)
            : Task.FromResult<IReadOnlyList<MonitorRow>>([.. Rows.Where(row => archived == row.ArchivedAt is not null)]);
    }

    public Task<MonitorDetails?> FindAsync(OrganizationId organization, StatusMonitorId id, CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<MonitorDetails?>(failure) : Task.FromResult(Details);

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<DateTimeOffset?>(failure) : Task.FromResult(LastCheckAt);

    public Task MarkAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _marked);
        return Task.CompletedTask;
    }

    public StatusMonitorId Add(string name, MonitorState state, string? reason = null)
    {
        var id = StatusMonitorId.New();
        Monitors.Add(new BoardMonitor(
            id, name, $"https://{name}.example.com/", state, DateTimeOffset.UnixEpoch, LastCheckedAt: null, NextCheckAt: null, 42, reason, [40, 42]));
        return id;
    }
}
