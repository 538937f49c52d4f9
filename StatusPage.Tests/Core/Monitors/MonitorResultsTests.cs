using StatusPage.Core;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorResultsTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private IMonitorResults Results => Get<IMonitorResults>();

    [Fact]
    public async Task ListAsync_PageByPage_IsEverythingOnceAndLatestFirst()
    {
        await AddAsync([.. Enumerable.Range(0, 7).Select(index => (Data.Now.AddMinutes(-index), (int?)(100 + index), CheckOutcome.Success))]);
        var seen = new List<int?>();
        ResultPlace? place = null;
        do
        {
            var page = await Results.ListAsync(Tenant.Id, Monitor.Id, Data.Now.AddMinutes(-5), Data.Now, place, 2, Token);
            seen.AddRange(page.Items.Select(result => result.LatencyMs));
            place = page.Next;
        }
        while (place is not null);

        Assert.Equal([101, 102, 103, 104, 105], seen);
    }

    [Fact]
    public async Task LatencyAsync_OfAnHour_HasABucketForEachMinuteAndTruePercentiles()
    {
        var minute = Data.Now.AddMinutes(-10);
        await AddAsync(
        [
            .. Enumerable.Range(1, 100).Select(index => (minute.AddMilliseconds(index), (int?)index, CheckOutcome.Success)),
            (minute.AddSeconds(30), null, CheckOutcome.Failure),
            (minute.AddSeconds(40), null, CheckOutcome.NotRun),
            (minute.AddMinutes(2), 7, CheckOutcome.Failure),
            (minute.AddHours(-2), 9999, CheckOutcome.Success),
        ]);

        var series = await Results.LatencyAsync(Tenant.Id, Monitor.Id, LatencySpan.Hour, Token);

        Assert.Equal((TimeSpan.FromMinutes(1), 60), (series.Length, series.Buckets.Count));
        var filled = series.Buckets.Where(bucket => bucket.Count > 0).ToList();
        Assert.Equal(
            [
                new LatencyBucket(minute, 102, 1, 50, 95, 99) { NotRun = 1, Problem = "timeout" },
                new LatencyBucket(minute.AddMinutes(2), 1, 1, 7, 7, 7) { Problem = "timeout" },
            ],
            filled);
    }

    [Theory]
    [InlineData(LatencySpan.SixHours, 72)]
    [InlineData(LatencySpan.Day, 96)]
    [InlineData(LatencySpan.Week, 84)]
    [InlineData(LatencySpan.Month, 90)]
    [InlineData(LatencySpan.Quarter, 90)]
    public async Task LatencyAsync_OfASpan_ReachesFromItsBeginToNow(LatencySpan span, int buckets)
    {
        await AddAsync([(Data.Now, 5, CheckOutcome.Success)]);

        var series = await Results.LatencyAsync(Tenant.Id, Monitor.Id, span, Token);

        Assert.Equal(buckets, series.Buckets.Count);
        Assert.Equal(1, series.Buckets[^1].Count);
    }

    [Fact]
    public async Task Results_OfAStranger_AreNotFound()
    {
        var stranger = await new Tenant(Data.Now, "Other").SaveAsync(Data);

        await Assert.ThrowsAsync<NotFoundException>(() => Results.LatencyAsync(stranger.Id, Monitor.Id, LatencySpan.Hour, Token));
        await Assert.ThrowsAsync<NotFoundException>(() => Results.ListAsync(stranger.Id, Monitor.Id, Data.Now, Data.Now, null, 10, Token));
    }

    private Task AddAsync(IReadOnlyList<(DateTimeOffset At, int? Latency, CheckOutcome Outcome)> results) => Data.AddAsync(results.Select(result => new CheckResult(
        Tenant.Id, Monitor.Id, "default", result.At, result.At, result.Outcome,
        result.Outcome is CheckOutcome.Success ? ProbeReason.None : ProbeReason.Timeout, detail: null, result.Latency)));
}

public sealed class MonitorResultsTestsOnSqlite(PostgresServer server) : MonitorResultsTests(DatabaseKind.Sqlite, server);

public sealed class MonitorResultsTestsOnPostgres(PostgresServer server) : MonitorResultsTests(DatabaseKind.Postgres, server);
