using Microsoft.EntityFrameworkCore;
using StatusPage.Core;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

internal sealed class CheckClaims(Database database, NodeOptions node) : ICheckClaims
{
    public Task<IReadOnlyList<DueCheck>> ClaimAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync(DataScope.Everything, context => ClaimAsync(context, most, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<ClaimedCheck>> RenewAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything, context => database.Dialect.RenewLeasesAsync(context, held, Lease.Length, cancellationToken), cancellationToken);

    public Task<int> HandBackAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything, context => database.Dialect.ReleaseLeasesAsync(context, held, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<DueCheck>> ClaimAsync(StatusPageContext context, int most, CancellationToken cancellationToken)
    {
        var claims = await database.Dialect.ClaimDueChecksAsync(context, node.Location, most, Lease.Length, cancellationToken);
        if (claims.Count == 0)
        {
            return [];
        }

        var ids = claims.Select(claim => claim.MonitorId).ToList();
        var monitors = await context.Set<StatusMonitor>().AsNoTracking()
            .Where(monitor => ids.Contains(monitor.Id))
            .ToDictionaryAsync(monitor => monitor.Id, cancellationToken);

        // A monitor that vanished between the two queries has nothing left to check; its row goes with it.
        return [.. claims.Where(claim => monitors.ContainsKey(claim.MonitorId)).Select(claim => new DueCheck(claim, TargetOf(monitors[claim.MonitorId])))];
    }

    private static ProbeTarget TargetOf(StatusMonitor monitor) =>
        new(monitor.Kind, monitor.Target, TimeSpan.FromMilliseconds(monitor.TimeoutMs), monitor.Http);
}
