using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Persistence.Postgres;

internal sealed class PostgresDialect(DatabaseSettings settings) : IDatabaseDialect
{
    // Any number that nothing else on the server locks.
    private const long MigrationLock = 0x5374_6174_7573;

    public Task<IDbContextTransaction> BeginWriteAsync(StatusPageContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(cancellationToken);

    public bool IsPassing(Exception failure) => PostgresFailure.IsPassing(failure);

    public bool IsAway(Exception failure) => PostgresFailure.IsAway(failure);

    public async Task<DateTimeOffset> NowAsync(StatusPageContext context, CancellationToken cancellationToken) =>
        (await context.Database.SqlQueryRaw<DateTimeOffset>("SELECT clock_timestamp() AS \"Value\"").ToListAsync(cancellationToken))[0];

    public async Task<IReadOnlyList<ClaimedCheck>> ClaimDueChecksAsync(
        StatusPageContext context, string location, int most, TimeSpan lease, CancellationToken cancellationToken)
    {
        // Materialized, since a plan that runs the inner query again would lock, and claim, more than it was asked for.
        const string Sql = """
            WITH due AS MATERIALIZED (
                SELECT due_check.monitor_id, due_check.location
                FROM scheduled_checks AS due_check JOIN monitors ON monitors.id = due_check.monitor_id
                WHERE due_check.location = {0} AND due_check.due_at <= clock_timestamp()
                    AND (due_check.lease_until IS NULL OR due_check.lease_until < clock_timestamp()) AND NOT monitors.paused
                ORDER BY due_check.due_at LIMIT {1} FOR UPDATE OF due_check SKIP LOCKED)
            UPDATE scheduled_checks AS claimed
            SET lease_token = claimed.lease_token + 1, lease_until = clock_timestamp() + {2}
            FROM due WHERE claimed.monitor_id = due.monitor_id AND claimed.location = due.location
            RETURNING claimed.*
            """;
        var claimed = await context.Set<ScheduledCheck>()
            .FromSqlRaw(Sql, location, most, lease).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return ClaimedChecks.From(claimed);
    }

    public async Task<IReadOnlyList<ClaimedCheck>> RenewLeasesAsync(
        StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, TimeSpan lease, CancellationToken cancellationToken)
    {
        // A row that is locked is being finished at this moment and needs no renewal; waiting for it could end in a deadlock.
        const string Sql = """
            WITH mine AS (SELECT * FROM unnest({0}, {1}, {2}) AS row (monitor_id, location, token)),
            free AS MATERIALIZED (
                SELECT held.monitor_id, held.location
                FROM scheduled_checks AS held JOIN mine
                    ON held.monitor_id = mine.monitor_id AND held.location = mine.location AND held.lease_token = mine.token
                FOR UPDATE OF held SKIP LOCKED),
            renewed AS (
                UPDATE scheduled_checks AS held SET lease_until = clock_timestamp() + {3}
                FROM free WHERE held.monitor_id = free.monitor_id AND held.location = free.location)
            SELECT held.lease_token AS "Token", held.monitor_id AS "MonitorId", held.location AS "Location"
            FROM scheduled_checks AS held JOIN mine
                ON held.monitor_id = mine.monitor_id AND held.location = mine.location AND held.lease_token = mine.token
            """;
        var (monitors, locations, tokens) = Columns(held);
        var kept = await context.Database.SqlQueryRaw<HeldLease>(Sql, monitors, locations, tokens, lease).ToListAsync(cancellationToken);
        var keys = kept.ToHashSet();
        return [.. held.Where(check => keys.Contains(new HeldLease(check.LeaseToken, check.MonitorId.Value, check.Location)))];
    }

    public Task<int> ReleaseLeasesAsync(StatusPageContext context, IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE scheduled_checks AS held SET lease_until = NULL, lease_token = held.lease_token + 1
            FROM unnest({0}, {1}, {2}) AS mine (monitor_id, location, token)
            WHERE held.monitor_id = mine.monitor_id AND held.location = mine.location AND held.lease_token = mine.token
            """;
        var (monitors, locations, tokens) = Columns(held);
        return context.Database.ExecuteSqlRawAsync(Sql, [monitors, locations, tokens], cancellationToken);
    }

    public Task<IReadOnlyList<ScheduledCheck>> LockChecksAsync(
        StatusPageContext context, IReadOnlyList<ClaimedCheck> claims, bool waits, CancellationToken cancellationToken) =>
        CheckBatch.LockAsync(context, claims, waits, cancellationToken);

    public Task FinishChecksAsync(StatusPageContext context, IReadOnlyList<ScheduledCheck> checks, CancellationToken cancellationToken) =>
        CheckBatch.FinishAsync(context, checks, cancellationToken);

    public Task AppendResultsAsync(StatusPageContext context, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken) =>
        CheckBatch.AppendAsync(context, results, cancellationToken);

    public async Task<IReadOnlyList<OutboxMessage>> ClaimOutboxAsync(
        StatusPageContext context, IReadOnlyList<OutboxKind> kinds, int most, TimeSpan lease, string node, CancellationToken cancellationToken)
    {
        // Kind by kind, which is the index's order: sorting all that waits for each few that are taken, a large mailing would grow with its square.
        const string Sql = """
            WITH next AS MATERIALIZED (
                SELECT found.id FROM unnest({0}) WITH ORDINALITY AS wanted(kind, place) CROSS JOIN LATERAL (
                    SELECT id, created_at FROM outbox WHERE outbox.kind = wanted.kind AND parked_at IS NULL
                        AND (next_try_at IS NULL OR next_try_at <= clock_timestamp()) AND (lease_until IS NULL OR lease_until < clock_timestamp())
                    ORDER BY created_at LIMIT {1} FOR UPDATE SKIP LOCKED) AS found
                ORDER BY wanted.place, found.created_at LIMIT {1})
            UPDATE outbox SET lease_until = clock_timestamp() + {2}, leased_by = {3}, lease_token = lease_token + 1, attempts = attempts + 1
            FROM next WHERE outbox.id = next.id
            RETURNING outbox.*
            """;
        var words = kinds.Select(EnumWords<OutboxKind>.ToWord).ToArray();
        var claimed = await context.Set<OutboxMessage>()
            .FromSqlRaw(Sql, words, most, lease, node).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return [.. claimed.OrderBy(message => message.Kind).ThenBy(message => message.CreatedAt)];
    }

    public Task<bool> StoreSnapshotAsync(StatusPageContext context, RenderedPage rendered, CancellationToken cancellationToken) =>
        SnapshotUpsert.StoreAsync(context, rendered, instant => instant.ToUniversalTime(), cancellationToken);

    public void Keep(StatusPageContext context, ChangeSet announced) => context.Add(new ChangeRow(announced));

    public Task<KeptChanges> ChangesSinceAsync(StatusPageContext context, string? place, string node, CancellationToken cancellationToken) =>
        ChangeRows.ReadAsync(context, place, node, cancellationToken);

    public Task TrimChangesAsync(StatusPageContext context, TimeSpan olderThan, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DELETE FROM changes WHERE at < clock_timestamp() - {0}", [olderThan], cancellationToken);

    public async Task MigrateAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        // EF begins with CREATE TABLE IF NOT EXISTS, which a role that may only use the tables is refused even when they exist.
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            context.Database.SetConnectionString(PostgresDefaults.ForMigrations(settings.MigrationsConnectionString ?? settings.ConnectionString));
            await AloneAsync(context, () => context.Database.MigrateAsync(cancellationToken), cancellationToken);
        }
    }

    public async Task AloneAsync(StatusPageContext context, Func<Task> work, CancellationToken cancellationToken)
    {
        // A session of its own: the lock lasts as long as it does, and goes with the process that is killed. A pooled one would keep the lock
        // after it is closed, until somebody uses it again.
        var connectionString = settings.MigrationsConnectionString ?? settings.ConnectionString;
        await using var session = new NpgsqlConnection(PostgresDefaults.ForTurn(connectionString));
        await session.OpenAsync(cancellationToken);
        while (!await IsLockedAsync(session, cancellationToken))
        {
            // Somebody else is at it. Asked again and again, a server that has vanished is noticed.
        }

        await work();
    }

    // The server waits for as long as the session's limit for locks, and answers then.
    private static async Task<bool> IsLockedAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", session);
        command.Parameters.AddWithValue("key", MigrationLock);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private static (Guid[] Monitors, string[] Locations, long[] Tokens) Columns(IReadOnlyCollection<ClaimedCheck> held) =>
        ([.. held.Select(check => check.MonitorId.Value)], [.. held.Select(check => check.Location)], [.. held.Select(check => check.LeaseToken)]);

    private sealed record HeldLease(long Token, Guid MonitorId, string Location);
}
