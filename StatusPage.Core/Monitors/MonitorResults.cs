using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorResults(Database database, TimeProvider time) : IMonitorResults
{
    private const int Most = 200;

    public Task<ResultPage> ListAsync(
        OrganizationId organization,
        StatusMonitorId id,
        DateTimeOffset since,
        DateTimeOffset until,
        ResultPlace? after,
        int most,
        CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context =>
        {
            await RequireAsync(context, id, cancellationToken);
            var results = context.Set<CheckResult>().Where(result => result.MonitorId == id && result.StartedAt >= since && result.StartedAt < until);
            if (after is not null)
            {
                results = results.Where(result => result.StartedAt < after.StartedAt
                    || (result.StartedAt == after.StartedAt && result.DueAt < after.DueAt));
            }

            var count = Math.Clamp(most, 1, Most);
            var rows = await results.OrderByDescending(result => result.StartedAt).ThenByDescending(result => result.DueAt).Take(count + 1)
                .ToListAsync(cancellationToken);
            var items = rows.ConvertAll(View);
            return items.Count > count
                ? new ResultPage(items[..count], new ResultPlace(items[count - 1].StartedAt, items[count - 1].DueAt))
                : new ResultPage(items, Next: null);
        },
        cancellationToken);

    public Task<LatencySeries> LatencyAsync(OrganizationId organization, StatusMonitorId id, LatencySpan span, CancellationToken cancellationToken) =>
        database.ReadAsync(
            DataScope.Of(organization),
            async context =>
            {
                await RequireAsync(context, id, cancellationToken);
                var now = time.GetUtcNow();
                var chart = new LatencyChart(span, now);
                var rows = context.Set<CheckResult>()
                    .Where(result => result.MonitorId == id && result.StartedAt >= chart.From && result.StartedAt <= now)
                    .OrderBy(result => result.StartedAt)
                    .Select(result => new
                    {
                        result.StartedAt,
                        result.Outcome,
                        result.LatencyMs,
                        result.Reason,
                        Detail = result.Outcome == CheckOutcome.Success ? null : result.Detail,
                    });
                await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    chart.Add(row.StartedAt, row.Outcome, row.LatencyMs, row.Outcome is CheckOutcome.Success ? null : row.Detail ?? EnumWords<ProbeReason>.ToWord(row.Reason));
                }

                return chart.Build();
            },
            cancellationToken);

    private static MonitorResult View(CheckResult result) =>
        new(result.Location, result.DueAt, result.StartedAt, result.Outcome, result.Reason, result.Detail, result.LatencyMs) { Phases = result.WhereItWent() };

    // Results of an archived monitor can be looked at for as long as it can be brought back.
    private static async Task RequireAsync(StatusPageContext context, StatusMonitorId id, CancellationToken cancellationToken)
    {
        if (!await context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).AnyAsync(monitor => monitor.Id == id, cancellationToken))
        {
            throw new NotFoundException("The monitor");
        }
    }
}
