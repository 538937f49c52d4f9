using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
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
        StatusPageContext context, string location, int most, TimeSpan grace, CancellationToken cancellationToken)
    {
        // Materialized, since a plan that runs the inner query again would lock, and claim, more than it was asked for.
        const string Sql = """
            WITH due AS MATERIALIZED (
                SELECT due_check.monitor_id, due_check.location, monitors.timeout_ms
                FROM scheduled_checks AS due_check JOIN monitors ON monitors.id = due_check.monitor_id
                WHERE due_check.location = {0} AND due_check.due_at <= clock_timestamp()
                    AND (due_check.lease_until IS NULL OR due_check.lease_until < clock_timestamp()) AND NOT monitors.paused
                ORDER BY due_check.due_at LIMIT {1} FOR UPDATE OF due_check SKIP LOCKED)
            UPDATE scheduled_checks AS claimed
            SET lease_token = claimed.lease_token + 1,
                lease_until = clock_timestamp() + make_interval(secs => due.timeout_ms / 1000.0) + {2}
            FROM due WHERE claimed.monitor_id = due.monitor_id AND claimed.location = due.location
            RETURNING claimed.*
            """;
        var claimed = await context.Set<ScheduledCheck>()
            .FromSqlRaw(Sql, location, most, grace).IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
        return ClaimedChecks.From(claimed);
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
        const string Sql = """
            WITH next AS MATERIALIZED (
                SELECT id FROM outbox WHERE kind = ANY ({0}) AND parked_at IS NULL
                    AND (next_try_at IS NULL OR next_try_at <= clock_timestamp()) AND (lease_until IS NULL OR lease_until < clock_timestamp())
                ORDER BY array_position({0}, kind::text), created_at LIMIT {1} FOR UPDATE SKIP LOCKED)
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

    public async Task MigrateAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        // A session of its own: the lock lasts as long as it does, and goes with the process that is killed. A pooled one would keep the lock
        // after it is closed, until somebody uses it again.
        var connectionString = settings.MigrationsConnectionString ?? settings.ConnectionString;
        await using var session = new NpgsqlConnection(PostgresDefaults.ForTurn(connectionString));
        await session.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", session) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("key", MigrationLock);
        await command.ExecuteNonQueryAsync(cancellationToken);
        context.Database.SetConnectionString(PostgresDefaults.ForMigrations(connectionString));
        await context.Database.MigrateAsync(cancellationToken);
    }
}
