using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Schedules;

namespace StatusPage.Core.Monitors;

internal sealed class SilenceWatch(Database database, TimeProvider time) : ISilenceWatch
{
    // Clocks of two machines may be this far apart without any of them having been set back.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    public async Task MarkAsync(CancellationToken cancellationToken)
    {
        await BringBackAsync(cancellationToken);

        // Nobody can have been silent for too long who was heard within one interval of the shortest schedule.
        var suspicious = time.GetUtcNow() - TimeSpan.FromSeconds(Schedule.ShortestSeconds);
        var candidates = await database.ReadAsync(
            DataScope.Everything,
            context => context.Set<ScheduledCheck>()
                .Where(check => check.State != MonitorState.Unknown && check.LastCheckedAt < suspicious)
                .Join(context.Set<StatusMonitor>().Where(monitor => !monitor.Paused), check => check.MonitorId, monitor => monitor.Id,
                    (check, monitor) => new { check.LastCheckedAt, Monitor = monitor })
                .ToListAsync(cancellationToken),
            cancellationToken);

        foreach (var candidate in candidates.Where(one => Silence.EndOfKnowledge(one.LastCheckedAt, one.Monitor, time.GetUtcNow()) is not null))
        {
            await MarkAsync(candidate.Monitor, cancellationToken);
        }
    }

    // A clock that was wrong and is set back leaves checks due hours from now, although no schedule reaches that far. Until then nobody would
    // look, and nothing would seem silent either.
    private async Task BringBackAsync(CancellationToken cancellationToken)
    {
        var ahead = await database.ReadAsync(
            DataScope.Everything,
            async context =>
            {
                var now = await database.Dialect.NowAsync(context, cancellationToken);
                var beyond = now + Apart + TimeSpan.FromSeconds(Schedule.ShortestSeconds);
                var rows = await context.Set<ScheduledCheck>().Where(check => check.DueAt > beyond)
                    .Join(context.Set<StatusMonitor>(), check => check.MonitorId, monitor => monitor.Id,
                        (check, monitor) => new { check.MonitorId, check.DueAt, monitor.Schedule })
                    .ToListAsync(cancellationToken);
                return rows.Where(row => row.DueAt > row.Schedule.FirstAfter(now + Apart)).ToList();
            },
            cancellationToken);
        foreach (var check in ahead)
        {
            await database.WriteAsync(
                DataScope.Everything,
                async context =>
                {
                    var now = await database.Dialect.NowAsync(context, cancellationToken);

                    // What runs at certain times only does not run at others for that reason.
                    DateTimeOffset? due = check.Schedule.Cron is null ? now : check.Schedule.FirstAfter(now);
                    return await context.Set<ScheduledCheck>().Where(row => row.MonitorId == check.MonitorId && row.DueAt == check.DueAt)
                        .ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, due), cancellationToken);
                },
                cancellationToken);
        }
    }

    private async Task MarkAsync(StatusMonitor monitor, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(DataScope.Everything, context => MarkAsync(context, monitor, cancellationToken), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A worker took the check at this very moment: it is not silent.
        }
    }

    private async Task MarkAsync(StatusPageContext context, StatusMonitor monitor, CancellationToken cancellationToken)
    {
        // A location that has never reported proves nothing.
        var checks = await context.Set<ScheduledCheck>().Where(row => row.MonitorId == monitor.Id && row.LastCheckedAt != null)
            .ToListAsync(cancellationToken);
        var ends = checks.Select(check => Silence.EndOfKnowledge(check.LastCheckedAt, monitor, time.GetUtcNow())).ToList();

        // One location that still reports is enough to know something.
        if (ends.Exists(end => end is null) || checks.TrueForAll(check => check.State is MonitorState.Unknown))
        {
            return;
        }

        checks.ForEach(check => check.Forget());
        await context.SaveChangesAsync(cancellationToken);
        var touched = await MonitorVerdicts.ApplyAsync(context, monitor, MonitorState.Unknown, ends.Max().GetValueOrDefault(), cancellationToken);
        await PageChanges.RaiseForAsync(context, touched, cancellationToken);
        context.Announce(new Change(ChangeKind.Monitor, monitor.OrganizationId, monitor.Id.Value));
    }
}
