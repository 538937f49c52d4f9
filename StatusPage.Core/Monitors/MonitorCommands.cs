using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

internal sealed class MonitorCommands(Acts acts, Database database, ILocations locations, ISecrets secrets, TimeProvider time) : IMonitorCommands
{
    private readonly MonitorRests _rests = new(acts, database);
    private readonly MonitorEdits _edits = new(database);
    private readonly MonitorRequests _requests = new(secrets);

    public async Task CreateAsync(
        Actor actor, StatusMonitorId id, MonitorSettings settings, StatusMonitorId? secretsFrom, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var http = _requests.Prepare(settings.Http);
        var known = await locations.AllAsync(cancellationToken);
        try
        {
            await acts.RunAsync(
                actor,
                Role.Admin,
                async act =>
                {
                    if (!await IsMadeAsync(act.Context, id, cancellationToken))
                    {
                        await _edits.MakeAsync(act, id, settings, http, secretsFrom, known, cancellationToken);
                    }
                },
                cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The same on another node may have been faster.
            if (!await database.ReadAsync(DataScope.Of(actor.OrganizationId), context => IsMadeAsync(context, id, cancellationToken), cancellationToken))
            {
                throw;
            }
        }
    }

    public async Task ChangeAsync(Actor actor, StatusMonitorId id, int? expectedVersion, MonitorSettings settings, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var http = _requests.Prepare(settings.Http);
        var known = await locations.AllAsync(cancellationToken);
        await acts.RunAsync(
            actor, Role.Admin, act => _edits.ChangeAsync(act, id, expectedVersion, settings, http, known, cancellationToken), cancellationToken);
    }

    public Task RenameAsync(Actor actor, StatusMonitorId id, int? expectedVersion, string name, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var monitor = Act.Found(
                await act.Context.Set<StatusMonitor>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), "The monitor", expectedVersion);
            var before = await MonitorFacts.JsonAsync(act.Context, [monitor], cancellationToken);
            monitor.Rename(name);
            var after = await MonitorFacts.JsonAsync(act.Context, [monitor], cancellationToken);
            act.WriteDown("monitor.renamed", id.Value, before[id], after[id]);
            act.Announce(ChangeKind.Monitor, id.Value);
            act.Announce(ChangeKind.Settings, id.Value);
        },
        cancellationToken);

    public async Task SetRequestAsync(
        Actor actor, StatusMonitorId id, int? expectedVersion, RequestParts parts, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        parts = parts.Checked();
        List<HttpHeader> headers = [.. parts.Headers.Select(header => new HttpHeader(header.Name, secrets.Protect(RequestParts.Purpose, header.Value)))];
        var body = parts.Body is { } text ? secrets.Protect(RequestParts.Purpose, text) : null;
        await acts.RunAsync(
            actor,
            Role.Admin,
            async act =>
            {
                var set = await MonitorSet.TakeAsync(act, [id], cancellationToken);
                var monitor = MonitorEdits.InUse(set, expectedVersion);
                monitor.Send(headers, body);
                await _edits.CheckAtOnceAsync(act, set, monitor, cancellationToken);
                await set.FinishAsync("monitor.request_changed", [monitor], [], cancellationToken);
            },
            cancellationToken);
    }

    public Task<MonitorsUndo> PauseAsync(
        Actor actor, IReadOnlyCollection<StatusMonitorId> ids, DateTimeOffset? until, CancellationToken cancellationToken) => _rests.RunAsync(
        actor, ids, "monitor.paused", isAway: false, monitor => !monitor.Paused || monitor.PausedUntil != until, monitor => monitor.Pause(until, time.GetUtcNow()), cancellationToken);

    public Task<MonitorsUndo> ResumeAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => _rests.RunAsync(
        actor, ids, "monitor.resumed", isAway: false, monitor => monitor.Paused, monitor => monitor.Resume(time.GetUtcNow()), cancellationToken);

    public Task<MonitorsUndo> TagAsync(
        Actor actor,
        IReadOnlyCollection<StatusMonitorId> ids,
        IReadOnlyCollection<string> add,
        IReadOnlyCollection<string> remove,
        CancellationToken cancellationToken)
    {
        return _rests.RunAsync(
            actor, ids, "monitor.tagged", isAway: false, monitor => !Wanted(monitor).SequenceEqual(monitor.Tags, StringComparer.Ordinal), monitor => monitor.TagWith(Wanted(monitor)), cancellationToken);

        IReadOnlyList<string> Wanted(StatusMonitor monitor) =>
            MonitorTags.Checked(monitor.Tags.Except(MonitorTags.Checked(remove), StringComparer.OrdinalIgnoreCase).Concat(add));
    }

    public Task<MonitorsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => _rests.RunAsync(
        actor, ids, "monitor.archived", isAway: null, monitor => monitor.ArchivedAt is null, monitor => monitor.Archive(time.GetUtcNow()), cancellationToken);

    public Task<MonitorsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<StatusMonitorId> ids, CancellationToken cancellationToken) => _rests.RunAsync(
        actor, ids, "monitor.restored", isAway: null, monitor => monitor.ArchivedAt is not null, monitor => monitor.Restore(time.GetUtcNow()), cancellationToken);

    public Task UndoAsync(Actor actor, MonitorsUndo undo, CancellationToken cancellationToken) => _rests.UndoAsync(actor, undo, cancellationToken);

    public Task<DateTimeOffset> CheckNowAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            var monitor = Act.Found(await act.Context.Set<StatusMonitor>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), "The monitor");
            if (monitor.Paused)
            {
                throw new RuleViolationException("The monitor is paused; resume it to have it checked.");
            }

            var now = await database.Dialect.NowAsync(act.Context, cancellationToken);
            DateTimeOffset? due = now;
            await act.Context.Set<ScheduledCheck>()
                .Where(check => check.MonitorId == id && (check.LeaseUntil == null || check.LeaseUntil < now) && (check.DueAt == null || check.DueAt > now))
                .ExecuteUpdateAsync(check => check.SetProperty(one => one.DueAt, due), cancellationToken);
            act.WriteDown("monitor.check_requested", id.Value, before: null, after: null);
            act.Announce(ChangeKind.Monitor, id.Value);
            return now;
        },
        cancellationToken);

    private static Task<bool> IsMadeAsync(StatusPageContext context, StatusMonitorId id, CancellationToken cancellationToken) =>
        context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).AnyAsync(monitor => monitor.Id == id, cancellationToken);
}
