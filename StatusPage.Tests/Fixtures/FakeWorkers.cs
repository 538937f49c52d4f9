using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

/// <summary>What health asks about the workers, and the watch that it drives.</summary>
internal sealed class FakeWorkers : IMonitorQueries, ISilenceWatch
{
    private int _marked;

    public DateTimeOffset? LastCheckAt { get; set; }

    /// <summary>Thrown by whatever is asked, as long as it is there.</summary>
    public Exception? Failure { get; set; }

    public int Marked => Volatile.Read(ref _marked);

    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<DateTimeOffset?>(failure) : Task.FromResult(LastCheckAt);

    public Task MarkAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _marked);
        return Task.CompletedTask;
    }
}
