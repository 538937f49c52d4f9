using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorUpkeep(Database database, TimeProvider time) : IMonitorUpkeep
{
    // In the audit where there was no person.
    private const string Itself = "StatusPage";

    // Of one monitor's results at a time: a statement that deletes more may take longer than one may take.
    private static readonly TimeSpan Slice = TimeSpan.FromDays(1);

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var ended = await database.ReadAsync(
            DataScope.Everything,
            async context =>
            {
                DateTimeOffset? now = await database.Dialect.NowAsync(context, cancellationToken);
                return await context.Set<StatusMonitor>().Where(monitor => monitor.Paused && monitor.PausedUntil <= now)
                    .Select(monitor => monitor.Id).ToListAsync(cancellationToken);
            },
            cancellationToken);
        foreach (var id in ended)
        {
            await ResumeAsync(id, cancellationToken);
        }
    }

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var kept = time.GetUtcNow() - IArchivable.Kept;
        var old = await database.ReadAsync(
            DataScope.Everything,
            context => Archived(context).Where(monitor => monitor.ArchivedAt < kept).Select(monitor => monitor.Id).ToListAsync(cancellationToken),
            cancellationToken);
        foreach (var id in old)
        {
            while (await PurgeResultsAsync(id, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            await database.WriteAsync(
                DataScope.Everything,
                async context =>
                {
                    // First, and only if nobody has brought it back at this moment: whoever does locks the same row.
                    if (await Archived(context).Where(monitor => monitor.Id == id && monitor.ArchivedAt < kept).ExecuteDeleteAsync(cancellationToken) > 0)
                    {
                        await context.Set<ScheduledCheck>().Where(check => check.MonitorId == id).ExecuteDeleteAsync(cancellationToken);
                        await context.Set<MonitorLink>().Where(link => link.MonitorId == id).ExecuteDeleteAsync(cancellationToken);
                    }
                },
                cancellationToken);
        }
    }

    private static IQueryable<StatusMonitor> Archived(StatusPageContext context) =>
        context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).Where(monitor => monitor.ArchivedAt != null);

    /// <returns>Whether there may be more.</returns>
    private Task<bool> PurgeResultsAsync(StatusMonitorId id, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            var results = context.Set<CheckResult>().Where(result => result.MonitorId == id);
            var first = await results.OrderBy(result => result.StartedAt).Select(result => (DateTimeOffset?)result.StartedAt).FirstOrDefaultAsync(cancellationToken);
            if (first is not { } from)
            {
                return false;
            }

            var to = from + Slice;
            await results.Where(result => result.StartedAt <= to).ExecuteDeleteAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    private async Task ResumeAsync(StatusMonitorId id, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(DataScope.Everything, context => ResumeAsync(context, id, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was faster, or a person has done something to it at this very moment; the next look sees what is left to do.
        }
    }

    private async Task ResumeAsync(StatusPageContext context, StatusMonitorId id, CancellationToken cancellationToken)
    {
        await context.Set<ScheduledCheck>().Where(check => check.MonitorId == id)
            .ExecuteUpdateAsync(check => check.SetProperty(one => one.LeaseToken, one => one.LeaseToken + 1), cancellationToken);
        var checks = await context.Set<ScheduledCheck>().Where(check => check.MonitorId == id).ToListAsync(cancellationToken);
        var now = await database.Dialect.NowAsync(context, cancellationToken);
        if (await context.Set<StatusMonitor>().SingleOrDefaultAsync(row => row.Id == id && row.Paused && row.PausedUntil <= now, cancellationToken) is not { } monitor)
        {
            return;
        }

        var before = await MonitorFacts.JsonAsync(context, [monitor], cancellationToken);
        monitor.Resume(now);
        checks.ForEach(check => check.MakeDue(monitor.Schedule.Cron is null ? now : monitor.Schedule.FirstAfter(now)));
        var after = await MonitorFacts.JsonAsync(context, [monitor], cancellationToken);
        context.Add(new AuditEntry(
            Guid.CreateVersion7(), monitor.OrganizationId, actorId: null, Itself, address: null, "monitor.resumed", id.Value, before[id], after[id], now));
        await context.SaveChangesAsync(cancellationToken);
        context.Announce(new Change(ChangeKind.Monitor, monitor.OrganizationId, id.Value));
        context.Announce(new Change(ChangeKind.Settings, monitor.OrganizationId, id.Value));
    }
}
