using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Persistence.Sqlite;

internal sealed class SqliteDialect : IDatabaseDialect, IDisposable
{
    /// <summary>The database's clock in SQL, in the microseconds of <see cref="UnixMicrosecondsConverter"/>.</summary>
    public const string Now = "(CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000)";

    // SQLite has one writer. Waiting here is fair and costs nothing; waiting for its lock is polling.
    private readonly SemaphoreSlim _writer = new(1, 1);

    public async Task<IDbContextTransaction> BeginWriteAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            // The provider begins with BEGIN IMMEDIATE, so a transaction cannot find out at its first write that it came too late.
            return new TurnTransaction(await context.Database.BeginTransactionAsync(cancellationToken), _writer);
        }
        catch
        {
            _writer.Release();
            throw;
        }
    }

    public bool IsPassing(Exception failure) => false;

    // A file that cannot be written now says so at once: asking again costs nothing.
    public bool IsAway(Exception failure) => false;

    public async Task<DateTimeOffset> NowAsync(StatusPageContext context, CancellationToken cancellationToken) =>
        UnixMicrosecondsConverter.FromMicroseconds(
            (await context.Database.SqlQueryRaw<long>($"SELECT {Now} AS \"Value\"").ToListAsync(cancellationToken))[0]);

    public async Task<IReadOnlyList<ClaimedCheck>> ClaimDueChecksAsync(
        StatusPageContext context, string location, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        const string Sql = $$"""
            UPDATE scheduled_checks SET lease_token = lease_token + 1, lease_until = {{Now}} + {2}
            FROM (
                SELECT due_check.monitor_id, due_check.location
                FROM scheduled_checks AS due_check JOIN monitors ON monitors.id = due_check.monitor_id
                WHERE due_check.location = {0} AND due_check.due_at <= {{Now}}
                    AND (due_check.lease_until IS NULL OR due_check.lease_until < {{Now}}) AND NOT monitors.paused
                ORDER BY due_check.due_at LIMIT {1}) AS due
            WHERE scheduled_checks.monitor_id = due.monitor_id AND scheduled_checks.location = due.location
            RETURNING *
            """;
        var claimed = await context.Set<ScheduledCheck>()
            .FromSqlRaw(Sql, location, most, (long)lease.TotalMicroseconds).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return ClaimedChecks.From(claimed);
    }

    public async Task<IReadOnlyList<ClaimedCheck>> RenewLeasesAsync(
        StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = await NowAsync(context, cancellationToken) + lease;
        var kept = new List<ClaimedCheck>();
        foreach (var check in held)
        {
            if (await RowOf(context, check).ExecuteUpdateAsync(row => row.SetProperty(one => one.LeaseUntil, until), cancellationToken) > 0)
            {
                kept.Add(check);
            }
        }

        return kept;
    }

    public async Task<int> ReleaseLeasesAsync(StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken)
    {
        var released = 0;
        foreach (var check in held)
        {
            released += await RowOf(context, check).ExecuteUpdateAsync(
                row => row.SetProperty(one => one.LeaseUntil, (DateTimeOffset?)null).SetProperty(one => one.LeaseToken, check.LeaseToken + 1), cancellationToken);
        }

        return released;
    }

    // Whoever writes is alone: the rows are as good as locked.
    public async Task<IReadOnlyList<ScheduledCheck>> LockChecksAsync(
        StatusPageContext context, IReadOnlyList<ClaimedCheck> claims, bool waits, CancellationToken cancellationToken)
    {
        var tokens = claims.ToDictionary(claim => (claim.MonitorId, claim.Location), claim => claim.LeaseToken);
        var monitors = claims.Select(claim => claim.MonitorId).Distinct().ToList();
        var rows = await context.Set<ScheduledCheck>().AsTracking().Where(row => monitors.Contains(row.MonitorId)).OrderBy(row => row.MonitorId)
            .ToListAsync(cancellationToken);
        return rows.FindAll(row => tokens.GetValueOrDefault((row.MonitorId, row.Location), -1) == row.LeaseToken);
    }

    public Task FinishChecksAsync(StatusPageContext context, IReadOnlyList<ScheduledCheck> checks, CancellationToken cancellationToken) =>
        context.SaveChangesAsync(cancellationToken);

    // In the same process there is no way to and fro that a statement for many rows would save.
    public Task AppendResultsAsync(StatusPageContext context, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken)
    {
        context.AddRange(results);
        return context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<OutboxMessage>> ClaimOutboxAsync(
        StatusPageContext context, IReadOnlyList<OutboxKind> kinds, int most, TimeSpan lease, string node, CancellationToken cancellationToken)
    {
        const string Sql = $$"""
            UPDATE outbox SET lease_until = {{Now}} + {2}, leased_by = {3}, lease_token = lease_token + 1, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM outbox
                WHERE kind = {0} AND parked_at IS NULL AND (next_try_at IS NULL OR next_try_at <= {{Now}}) AND (lease_until IS NULL OR lease_until < {{Now}})
                ORDER BY created_at LIMIT {1})
            RETURNING *
            """;

        // Kind by kind, which is the index's order: sorting all that waits for each few that are taken, a large mailing would grow with its square.
        var claimed = new List<OutboxMessage>();
        foreach (var kind in kinds)
        {
            if (claimed.Count < most)
            {
                claimed.AddRange(await context.Set<OutboxMessage>()
                    .FromSqlRaw(Sql, EnumWords<OutboxKind>.ToWord(kind), most - claimed.Count, (long)lease.TotalMicroseconds, node)
                    .IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken));
            }
        }

        return [.. claimed.OrderBy(message => message.Kind).ThenBy(message => message.CreatedAt)];
    }

    public Task<bool> StoreSnapshotAsync(StatusPageContext context, RenderedPage rendered, CancellationToken cancellationToken) =>
        SnapshotUpsert.StoreAsync(context, rendered, instant => UnixMicrosecondsConverter.ToMicroseconds(instant), cancellationToken);

    // One process has the file, and its feed tells all there is to tell.
    public void Keep(StatusPageContext context, ChangeSet announced)
    {
    }

    public Task<KeptChanges> ChangesSinceAsync(StatusPageContext context, string? place, string node, CancellationToken cancellationToken) =>
        Task.FromResult(new KeptChanges("", []));

    public Task TrimChangesAsync(StatusPageContext context, TimeSpan olderThan, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AloneAsync(StatusPageContext context, Func<Task> work, CancellationToken cancellationToken)
    {
        using var alone = await FileTurn.TakeAsync(context.Database.GetDbConnection().DataSource, cancellationToken);
        await work();
    }

    public Task MigrateAsync(StatusPageContext context, CancellationToken cancellationToken) =>
        AloneAsync(context, () => MigrateAloneAsync(context, cancellationToken), cancellationToken);

    public void Dispose() => _writer.Dispose();

    private static async Task MigrateAloneAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        // EF keeps its own lock as a row, which a killed process leaves behind for ever. Whoever holds the file's lock is alone.
        var stale = await context.Database
            .SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").ToListAsync(cancellationToken);
        if (stale[0] > 0)
        {
            await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static IQueryable<ScheduledCheck> RowOf(StatusPageContext context, ClaimedCheck held) => context.Set<ScheduledCheck>().IgnoreQueryFilters()
        .Where(row => row.MonitorId == held.MonitorId && row.Location == held.Location && row.LeaseToken == held.LeaseToken);
}
