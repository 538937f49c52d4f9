using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeMonitorResults : IMonitorResults
{
    public List<MonitorResult> Results { get; } = [];

    public LatencySpan? Asked { get; private set; }

    public Task<ResultPage> ListAsync(
        OrganizationId organization,
        StatusMonitorId id,
        DateTimeOffset since,
        DateTimeOffset until,
        ResultPlace? after,
        int most,
        CancellationToken cancellationToken) =>
        Task.FromResult(new ResultPage([.. Results.Take(most)], Results.Count > most ? new ResultPlace(since, since) : null));

    public Task<LatencySeries> LatencyAsync(OrganizationId organization, StatusMonitorId id, LatencySpan span, CancellationToken cancellationToken)
    {
        Asked = span;
        var from = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        return Task.FromResult(new LatencySeries(from, from.AddHours(1), TimeSpan.FromMinutes(30), [new LatencyBucket(from, 3, 1, 40, 90, 95) { Problem = "connection refused" }, new LatencyBucket(from.AddMinutes(30), 0, 0, null, null, null)]));
    }
}
