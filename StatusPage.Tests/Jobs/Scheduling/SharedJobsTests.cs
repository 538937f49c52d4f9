using System.Diagnostics;
using Npgsql;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>A database that several workers share, and what its tables say.</summary>
public abstract class SharedJobsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly List<JobsNode> _nodes = [];
    private string? _database;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Database => _database ?? throw new InvalidOperationException("The test has not begun.");

    protected virtual bool Migrated => true;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync(Migrated);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await server.DropAsync(Database);
    }

    internal JobsNode AddNode(string location = "default", string? database = null)
    {
        var node = new JobsNode(database ?? Database, location);
        _nodes.Add(node);
        return node;
    }

    protected async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Token);
    }

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Token) ?? throw new InvalidOperationException($"No answer: {sql}"));
    }

    protected async Task<IReadOnlyList<string>> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var rows = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>With patience for a machine on which much else runs.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Longest)
            {
                throw new TimeoutException($"Waited in vain for {what}.");
            }

            await Task.Delay(Look, TimeProvider.System, Token);
        }
    }

    protected Task<IReadOnlyList<string>> TriggersAsync() => ListAsync("SELECT trigger_name FROM qrtz_triggers ORDER BY 1");

    /// <summary>Monitors that are due every few seconds from now on, spread evenly.</summary>
    protected Task<int> AddMonitorsAsync(int count, int everySeconds, Uri? target = null, int timeoutMs = 10_000) => ExecuteAsync($$"""
        WITH organization AS (INSERT INTO organizations (id, name, created_at, version) VALUES (gen_random_uuid(), 'Acme', now(), 1) RETURNING id),
        monitor AS (
            INSERT INTO monitors (id, organization_id, name, kind, target, every_seconds, timeout_ms, http, paused, state, state_since, created_at, version,
                failures_to_down, successes_to_up)
            SELECT gen_random_uuid(), organization.id, n::text, 'http', '{{target?.ToString() ?? "https://example.com/"}}', {{everySeconds}}, {{timeoutMs}}, '{}', false, 'unknown', now(), now(), 1, 2, 1
            FROM organization, generate_series(1, {{count}}) AS n
            RETURNING id, organization_id, name)
        INSERT INTO scheduled_checks (monitor_id, location, organization_id, due_at, lease_token, state, failures, successes, slow, fast, recent_latencies)
        SELECT id, 'default', organization_id, now() + make_interval(secs => {{everySeconds}} * name::int / {{count}}.0), 0, 'unknown', 0, 0, 0, 0, ''
        FROM monitor
        """);
}
