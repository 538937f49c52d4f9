using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
        StatusPageContext context, string location, int most, TimeSpan grace, CancellationToken cancellationToken)
    {
        const string Sql = $$"""
            UPDATE scheduled_checks SET lease_token = lease_token + 1, lease_until = {{Now}} + due.timeout_ms * 1000 + {2}
            FROM (
                SELECT due_check.monitor_id, due_check.location, monitors.timeout_ms
                FROM scheduled_checks AS due_check JOIN monitors ON monitors.id = due_check.monitor_id
                WHERE due_check.location = {0} AND due_check.due_at <= {{Now}}
                    AND (due_check.lease_until IS NULL OR due_check.lease_until < {{Now}}) AND NOT monitors.paused
                ORDER BY due_check.due_at LIMIT {1}) AS due
            WHERE scheduled_checks.monitor_id = due.monitor_id AND scheduled_checks.location = due.location
            RETURNING *
            """;
        var claimed = await context.Set<ScheduledCheck>()
            .FromSqlRaw(Sql, location, most, (long)grace.TotalMicroseconds).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return ClaimedChecks.From(claimed);
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
                SELECT outbox.id FROM outbox JOIN json_each({0}) AS wanted ON wanted.value = outbox.kind
                WHERE parked_at IS NULL AND (next_try_at IS NULL OR next_try_at <= {{Now}}) AND (lease_until IS NULL OR lease_until < {{Now}})
                ORDER BY wanted.key, created_at LIMIT {1})
            RETURNING *
            """;
        var words = JsonSerializer.Serialize(kinds.Select(EnumWords<OutboxKind>.ToWord));
        var claimed = await context.Set<OutboxMessage>()
            .FromSqlRaw(Sql, words, most, (long)lease.TotalMicroseconds, node).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return [.. claimed.OrderBy(message => message.Kind).ThenBy(message => message.CreatedAt)];
    }

    public Task<bool> StoreSnapshotAsync(StatusPageContext context, RenderedPage rendered, CancellationToken cancellationToken) =>
        SnapshotUpsert.StoreAsync(context, rendered, instant => UnixMicrosecondsConverter.ToMicroseconds(instant), cancellationToken);

    public async Task MigrateAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        using var alone = await FileTurn.TakeAsync(context.Database.GetDbConnection().DataSource, cancellationToken);

        // EF keeps its own lock as a row, which a killed process leaves behind for ever. Whoever holds the file's lock is alone.
        var stale = await context.Database
            .SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").ToListAsync(cancellationToken);
        if (stale[0] > 0)
        {
            await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    public void Dispose() => _writer.Dispose();
}
