using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace StatusPage.Jobs.Scheduling;

/// <summary>
/// Finds triggers that nobody lets go of, and frees those whose holder is gone. Quartz does so for a node that it has seen die; it does not for
/// one that is no longer in its list of nodes, and not for a trigger of whose holder nothing is written.
/// </summary>
internal sealed class StuckTriggers([FromKeyedServices(SharedStore.ApplicationName)] NpgsqlDataSource source)
{
    // All jobs are done in a few seconds, and Quartz itself takes over from a dead node within six.
    private const int LimitSeconds = 30;

    // Quartz counts in ticks of .NET, by the clock of the node that wrote the row; the limit is far above what clocks differ by.
    private const string NowTicks = "(621355968000000000 + (extract(epoch FROM clock_timestamp()) * 10000000)::bigint)";

    // What a node that is alive holds of a trigger: the reservation of itself, or a run of its job.
    private const string Find = $"""
        WITH held AS (
            SELECT trigger.trigger_name, trigger.trigger_group, trigger.trigger_state, holder.instance_name,
                ({NowTicks} - COALESCE(holder.fired_time, orphan.fired_time, trigger.next_fire_time)) / 10000000.0 AS seconds
            FROM qrtz_triggers AS trigger
            LEFT JOIN LATERAL (
                SELECT fired.instance_name, fired.fired_time
                FROM qrtz_fired_triggers AS fired JOIN qrtz_scheduler_state AS node USING (sched_name, instance_name)
                WHERE fired.sched_name = trigger.sched_name AND (
                    (fired.trigger_name = trigger.trigger_name AND fired.trigger_group = trigger.trigger_group)
                    OR (trigger.trigger_state = 'BLOCKED' AND fired.job_name = trigger.job_name AND fired.job_group = trigger.job_group))
                ORDER BY fired.fired_time LIMIT 1) AS holder ON true
            LEFT JOIN LATERAL (
                SELECT max(fired.fired_time) AS fired_time FROM qrtz_fired_triggers AS fired
                WHERE fired.sched_name = trigger.sched_name
                    AND fired.trigger_name = trigger.trigger_name AND fired.trigger_group = trigger.trigger_group) AS orphan ON true
            WHERE trigger.sched_name = '{SchedulerMaker.Name}' AND trigger.trigger_state IN ('ACQUIRED', 'BLOCKED'))
        """;

    private const string List = $"{Find} SELECT trigger_name, trigger_state, seconds::double precision, instance_name FROM held WHERE seconds > @limit ORDER BY 1";

    private const string Free = $"""
        {Find}
        UPDATE qrtz_triggers AS trigger SET trigger_state = 'WAITING' FROM held
        WHERE held.seconds > @limit AND held.instance_name IS NULL AND trigger.sched_name = '{SchedulerMaker.Name}'
            AND trigger.trigger_name = held.trigger_name AND trigger.trigger_group = held.trigger_group AND trigger.trigger_state = held.trigger_state
        """;

    // A run that was to be made up for stays in the list for the node that starts next, which does that.
    private const string Forget = $"""
        DELETE FROM qrtz_fired_triggers AS fired
        WHERE fired.sched_name = '{SchedulerMaker.Name}' AND fired.requests_recovery IS NOT TRUE
            AND ({NowTicks} - fired.fired_time) / 10000000.0 > @limit
            AND NOT EXISTS (SELECT 1 FROM qrtz_scheduler_state AS node WHERE node.sched_name = fired.sched_name AND node.instance_name = fired.instance_name)
        """;

    // The lock under which Quartz itself recovers.
    private const string Lock = $"SELECT 1 FROM qrtz_locks WHERE sched_name = '{SchedulerMaker.Name}' AND lock_name = 'TRIGGER_ACCESS' FOR UPDATE";

    /// <summary>Empty as long as all is well, which takes one statement.</summary>
    public async Task<IReadOnlyList<StuckTrigger>> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(List);
        command.Parameters.AddWithValue("limit", (double)LimitSeconds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stuck = new List<StuckTrigger>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var holder = await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3);
            stuck.Add(new StuckTrigger(reader.GetString(0), reader.GetString(1), reader.GetDouble(2), holder));
        }

        return stuck;
    }

    /// <summary>Lets triggers whose holder is gone fire again. Returns how many.</summary>
    public async Task<int> FreeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, Lock, cancellationToken);
        var freed = await ExecuteAsync(connection, Free, cancellationToken);
        await ExecuteAsync(connection, Forget, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return freed;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("limit", (double)LimitSeconds);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
