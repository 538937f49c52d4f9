using StatusPage.Core.Organizations;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

public sealed record MonitorResult(
    string Location, DateTimeOffset DueAt, DateTimeOffset StartedAt, CheckOutcome Outcome, ProbeReason Reason, string? Detail, int? LatencyMs)
{
    /// <summary>To the millisecond; null where it was not kept.</summary>
    public ProbePhases? Phases { get; init; }
}

/// <summary>Where a page of results ended.</summary>
public sealed record ResultPlace(DateTimeOffset StartedAt, DateTimeOffset DueAt);

/// <param name="Next">From where to go on; null at the end.</param>
public sealed record ResultPage(IReadOnlyList<MonitorResult> Items, ResultPlace? Next);

/// <summary>A stretch of time that charts offer.</summary>
public enum LatencySpan
{
    Hour,
    SixHours,
    Day,
    Week,
    Month,
    Quarter,
}

/// <param name="Count">Of all checks that began in it, whatever came of them.</param>
/// <param name="Failures">Those that the target failed; checks that could not be carried out are not among them.</param>
/// <param name="P50">In milliseconds, of the checks that got an answer; null where none did.</param>
public sealed record LatencyBucket(DateTimeOffset From, int Count, int Failures, int? P50, int? P95, int? P99)
{
    /// <summary>Of all checks, those that could not be carried out.</summary>
    public int NotRun { get; init; }

    /// <summary>What the last check said that did not succeed; null where all did.</summary>
    public string? Problem { get; init; }
}

/// <param name="Length">Of each bucket.</param>
/// <param name="Buckets">Oldest first, without gaps: one in which nothing was checked has a count of 0. The last one reaches to now.</param>
public sealed record LatencySeries(DateTimeOffset From, DateTimeOffset To, TimeSpan Length, IReadOnlyList<LatencyBucket> Buckets);

/// <summary>What the checks of one monitor found, for staff. A monitor that the organisation lacks is a <see cref="NotFoundException"/>.</summary>
public interface IMonitorResults
{
    /// <summary>Latest first.</summary>
    /// <param name="until">Exclusive.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="most">1 to 200.</param>
    Task<ResultPage> ListAsync(
        OrganizationId organization,
        StatusMonitorId id,
        DateTimeOffset since,
        DateTimeOffset until,
        ResultPlace? after,
        int most,
        CancellationToken cancellationToken);

    /// <summary>Up to now, read from the single results: the longer the span, the more there are to read.</summary>
    Task<LatencySeries> LatencyAsync(OrganizationId organization, StatusMonitorId id, LatencySpan span, CancellationToken cancellationToken);
}
