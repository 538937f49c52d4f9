using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Persistence;

internal static class ClaimedChecks
{
    /// <summary>Longest overdue first: an UPDATE returns its rows in any order.</summary>
    public static IReadOnlyList<ClaimedCheck> From(IEnumerable<ScheduledCheck> rows) =>
    [
        .. rows.Where(row => row.DueAt is not null)
            .Select(row => new ClaimedCheck(row.OrganizationId, row.MonitorId, row.Location, row.DueAt.GetValueOrDefault(), row.LeaseToken))
            .OrderBy(check => check.DueAt),
    ];
}
