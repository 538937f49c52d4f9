using StatusPage.Core.Monitors;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class StripRunTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_ASeries_JoinsWhatWentTheSameWayForTheSameReason()
    {
        var runs = StripRun.Of(Series(
            Bucket(6), Bucket(6), Bucket(6, failures: 2, problem: "timeout"), Bucket(6, failures: 6, problem: "timeout"), Bucket(6, failures: 1, problem: "HTTP 500"),
            Bucket(0), Bucket(2, notRun: 2, problem: "the location has no route"), Bucket(3, notRun: 1, problem: "the location has no route")));

        Assert.Equal(
            [
                "0-2 all 12 checks passed", "2-4 8 of 12 checks failed: timeout", "4-5 1 of 6 checks failed: HTTP 500", "5-6 nothing was checked",
                "6-7 checks could not be carried out: the location has no route", "7-8 all 3 checks passed",
            ],
            runs.Select(run => FormattableString.Invariant($"{(run.From - From).TotalMinutes}-{(run.To - From).TotalMinutes} {run.Words}")));
    }

    [Fact]
    public void Of_TheBucketThatIsNotOver_EndsNow()
    {
        var series = Series(Bucket(1), Bucket(1)) with { To = From.AddSeconds(90) };

        Assert.Equal(From.AddSeconds(90), Assert.Single(StripRun.Of(series)).To);
    }

    private static LatencyBucket Bucket(int count, int failures = 0, int notRun = 0, string? problem = null) =>
        new(default, count, failures, null, null, null) { NotRun = notRun, Problem = problem };

    private static LatencySeries Series(params LatencyBucket[] buckets) => new(
        From, From.AddMinutes(buckets.Length), TimeSpan.FromMinutes(1), [.. buckets.Select((bucket, index) => bucket with { From = From.AddMinutes(index) })]);
}
