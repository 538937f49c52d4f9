using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>The rows of many checks in one statement each.</summary>
internal static class CheckBatch
{
    public static async Task<IReadOnlyList<ScheduledCheck>> LockAsync(
        StatusPageContext context, IReadOnlyList<ClaimedCheck> claims, bool waits, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT held.* FROM scheduled_checks AS held
            JOIN unnest({0}, {1}, {2}) AS claimed(monitor_id, location, lease_token)
                ON held.monitor_id = claimed.monitor_id AND held.location = claimed.location AND held.lease_token = claimed.lease_token
            ORDER BY held.monitor_id, held.location FOR UPDATE OF held
            """;
        var monitors = claims.Select(claim => claim.MonitorId.Value).ToArray();
        var locations = claims.Select(claim => claim.Location).ToArray();
        var tokens = claims.Select(claim => claim.LeaseToken).ToArray();
        return await context.Set<ScheduledCheck>().FromSqlRaw(waits ? Sql : $"{Sql} SKIP LOCKED", monitors, locations, tokens)
            .IgnoreQueryFilters().AsNoTracking().ToListAsync(cancellationToken);
    }

    public static async Task FinishAsync(StatusPageContext context, IReadOnlyList<ScheduledCheck> checks, CancellationToken cancellationToken)
    {
        // The row's token has been raised by now; the one that it was leased under is one less.
        const string Sql = """
            UPDATE scheduled_checks AS finished
            SET state = said.state, failures = said.failures, successes = said.successes, slow = said.slow, fast = said.fast,
                last_checked_at = said.last_checked_at, last_latency_ms = said.last_latency_ms, last_reason = said.last_reason,
                recent_latencies = said.recent_latencies, due_at = said.due_at, lease_until = NULL, lease_token = said.lease_token
            FROM unnest(@monitor_id, @location, @lease_token, @state, @failures, @successes, @slow, @fast, @last_checked_at,
                    @last_latency_ms, @last_reason, @recent_latencies, @due_at)
                AS said(monitor_id, location, lease_token, state, failures, successes, slow, fast, last_checked_at,
                    last_latency_ms, last_reason, recent_latencies, due_at)
            WHERE finished.monitor_id = said.monitor_id AND finished.location = said.location AND finished.lease_token = said.lease_token - 1
            """;
        await using var command = new NpgsqlCommand(Sql, Connection(context), Transaction(context));
        Add("monitor_id", NpgsqlDbType.Uuid, check => check.MonitorId.Value);
        Add("location", NpgsqlDbType.Text, check => check.Location);
        Add("lease_token", NpgsqlDbType.Bigint, check => check.LeaseToken);
        Add("state", NpgsqlDbType.Text, check => EnumWords<MonitorState>.ToWord(check.State));
        Add("failures", NpgsqlDbType.Integer, check => check.Failures);
        Add("successes", NpgsqlDbType.Integer, check => check.Successes);
        Add("slow", NpgsqlDbType.Integer, check => check.Slow);
        Add("fast", NpgsqlDbType.Integer, check => check.Fast);
        Add("last_checked_at", NpgsqlDbType.TimestampTz, check => check.LastCheckedAt?.ToUniversalTime());
        Add("last_latency_ms", NpgsqlDbType.Integer, check => check.LastLatencyMs);
        Add("last_reason", NpgsqlDbType.Text, check => check.LastReason);
        Add("recent_latencies", NpgsqlDbType.Text, check => check.RecentLatencies);
        Add("due_at", NpgsqlDbType.TimestampTz, check => check.DueAt?.ToUniversalTime());
        if (await command.ExecuteNonQueryAsync(cancellationToken) != checks.Count)
        {
            throw new DbUpdateConcurrencyException("A check was taken by another node while its result was being written.");
        }

        void Add<T>(string name, NpgsqlDbType type, Func<ScheduledCheck, T> value) =>
            command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | type) { TypedValue = [.. checks.Select(value)] });
    }

    public static async Task AppendAsync(StatusPageContext context, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken)
    {
        const string Sql = """
            COPY check_results (organization_id, monitor_id, location, due_at, started_at, outcome, reason, detail, latency_ms,
                look_up_ms, connect_ms, secure_ms, wait_ms, read_ms) FROM STDIN (FORMAT BINARY)
            """;
        await using var rows = await Connection(context).BeginBinaryImportAsync(Sql, cancellationToken);
        foreach (var result in results)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(result.OrganizationId.Value, NpgsqlDbType.Uuid, cancellationToken);
            await rows.WriteAsync(result.MonitorId.Value, NpgsqlDbType.Uuid, cancellationToken);
            await rows.WriteAsync(result.Location, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(result.DueAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync(result.StartedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync(EnumWords<CheckOutcome>.ToWord(result.Outcome), NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(EnumWords<ProbeReason>.ToWord(result.Reason), NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(result.Detail, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(result.LatencyMs, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(result.LookUpMs, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(result.ConnectMs, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(result.SecureMs, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(result.WaitMs, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(result.ReadMs, NpgsqlDbType.Integer, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private static NpgsqlConnection Connection(StatusPageContext context) => (NpgsqlConnection)context.Database.GetDbConnection();

    private static NpgsqlTransaction? Transaction(StatusPageContext context) => (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
}
