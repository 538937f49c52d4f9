using StatusPage.Core.Monitors;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class LatencyPlotTests
{
    [Fact]
    public void Of_ASeriesWithAGap_BreaksItsLinesAndReachesAnEdgeThatCanBeRead()
    {
        var plot = LatencyPlot.Of(Series((3, 0, 100), (0, 0, null), (2, 1, 430), (2, 0, 210)));

        Assert.Equal(500, plot.Top);
        Assert.Equal("M90 144h.1M450 25.2L630 104.4", plot.Slow);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(11, 20)]
    [InlineData(999, 1000)]
    [InlineData(1001, 2000)]
    [InlineData(60_000, 100_000)]
    public void Of_AnyLatency_HasATopOfOneTwoOrFive(int? latency, int top) => Assert.Equal(top, LatencyPlot.Of(Series((1, 0, latency))).Top);

    private static LatencySeries Series(params (int Count, int Failures, int? Latency)[] buckets)
    {
        var from = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return new LatencySeries(
            from,
            from.AddMinutes(buckets.Length),
            TimeSpan.FromMinutes(1),
            [.. buckets.Select((bucket, index) => new LatencyBucket(from.AddMinutes(index), bucket.Count, bucket.Failures, bucket.Latency, bucket.Latency, bucket.Latency))]);
    }
}
