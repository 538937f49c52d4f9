using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorQueries(Database database, TimeProvider time) : IMonitorQueries
{
    public Task<IReadOnlyList<BoardMonitor>> BoardAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => BoardReader.ReadAsync(context, cancellationToken), cancellationToken);

    public Task<DateTimeOffset?> LastCheckAsync(CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        context => context.Set<ScheduledCheck>().OrderByDescending(check => check.LastCheckedAt).Where(check => check.LastCheckedAt != null)
            .Select(check => check.LastCheckedAt).FirstOrDefaultAsync(cancellationToken),
        cancellationToken);

    public Task<IReadOnlyList<MonitorRow>> ListAsync(OrganizationId organization, bool archived, CancellationToken cancellationToken) =>
        database.ReadAsync(
            DataScope.Of(organization), context => MonitorLists.ReadAsync(context, archived, time.GetUtcNow(), cancellationToken), cancellationToken);

    public Task<MonitorDetails?> FindAsync(OrganizationId organization, StatusMonitorId id, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization),
        async context => await MonitorDetailsReader.ReadAsync(context, id, await database.Dialect.NowAsync(context, cancellationToken), cancellationToken),
        cancellationToken);
}
