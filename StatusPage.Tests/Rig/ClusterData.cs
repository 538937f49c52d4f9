using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace StatusPage.Tests.Rig;

/// <summary>A look into a cluster's database, and a push where its clock decides. Connections are its own and none stays open.</summary>
[SuppressMessage("Security", "CA2100", Justification = "A test's own statements.")]
internal sealed class ClusterData(string address)
{
    private readonly string _address = $"{address};Pooling=false;Timeout=10;Command Timeout=30;Application Name=test";

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<T> found = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(await reader.GetFieldValueAsync<T>(0, TestContext.Current.CancellationToken));
        }

        return found;
    }

    public async Task<T> ScalarAsync<T>(string sql) => Assert.Single(await QueryAsync<T>(sql));

    /// <summary>Makes every check due at once and lets every lease end.</summary>
    public Task CheckNowAsync() => ExecuteAsync("""
        UPDATE scheduled_checks SET due_at = clock_timestamp(), lease_until = NULL;
        UPDATE outbox SET lease_until = NULL;
        """);

    /// <summary>Copies of the first monitor, each with a path of its own at the target; their checks are due, spread over an interval.</summary>
    public Task AddMonitorsAsync(int count, int everySeconds) => ExecuteAsync($$"""
        WITH sample AS (SELECT * FROM monitors ORDER BY created_at LIMIT 1),
        added AS (
            INSERT INTO monitors SELECT one.*
            FROM sample, generate_series(1, {{count}}) AS number,
                LATERAL jsonb_populate_record(sample::monitors, jsonb_build_object(
                    'id', gen_random_uuid(), 'name', 'load ' || number, 'target', sample.target || 'load/' || number, 'every_seconds', {{everySeconds}})) AS one
            RETURNING id),
        first_check AS (SELECT scheduled_checks.* FROM scheduled_checks JOIN sample ON sample.id = scheduled_checks.monitor_id)
        INSERT INTO scheduled_checks SELECT one.*
        FROM added, first_check,
            LATERAL jsonb_populate_record(first_check::scheduled_checks, jsonb_build_object(
                'monitor_id', added.id, 'due_at', clock_timestamp() + random() * interval '{{everySeconds}} seconds', 'lease_until', null)) AS one
        """);

    /// <summary>A connection that the caller closes: for locks and transactions that are to be held.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_address);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
