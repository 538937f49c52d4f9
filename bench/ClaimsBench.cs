using System.Diagnostics;
using System.Globalization;
using Npgsql;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Core.Schedules;

namespace StatusPage.Bench;

/// <summary>Due checks that two nodes take and record each second. Two nodes are two independent sets of services with pools of their own, in one process.</summary>
internal sealed class ClaimsBench(BenchServer server, BenchOptions options)
{
    private const int Nodes = 2;
    private const int AtOnce = 200;
    private const int Slots = 128;
    private const int Wanted = 2000;

    private readonly int _checks = options.IsQuick ? 2_000 : 20_000;
    private readonly int _rounds = options.IsQuick ? 1 : 5;
    private bool _right = true;

    /// <summary>Whether nothing was taken twice, and the figure is what was promised.</summary>
    public async Task<bool> RunAsync()
    {
        var nodes = Enumerable.Range(1, Nodes).Select(number => new BenchNode(server.ConnectionString, number)).ToList();
        await nodes[0].Database.MigrateAsync(CancellationToken.None);
        await SeedAsync(nodes[0]);
        Console.WriteLine($"claims    {Nodes} nodes (two sets of services in one process, a pool each), {_checks:N0} due checks, median of {_rounds}");
        var claimed = await MeasureAsync($"claimed, {AtOnce} at a time", () => ClaimAllAsync(nodes));
        await MeasureAsync($"claimed and recorded, {Slots} slots a node", () => RecordAllAsync(nodes));
        await MeasureAsync("limit: the statement alone", () => BareAsync(AtOnce, sessions: Nodes));
        await MeasureAsync("beside it: one row at a time, 8 sessions", () => BareAsync(most: 1, sessions: 8));
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        if (!options.IsQuick && claimed < Wanted)
        {
            Console.WriteLine($"FAILED    fewer than {Wanted:N0} claimed a second");
            return false;
        }

        return _right;
    }

    private async Task<double> MeasureAsync(string name, Func<Task<IReadOnlyList<(Guid Monitor, long Token)>>> run)
    {
        var rates = new List<double>();
        for (var round = 0; round < _rounds; round++)
        {
            await ResetAsync();
            var started = Stopwatch.GetTimestamp();
            var taken = await run();
            rates.Add(taken.Count / Stopwatch.GetElapsedTime(started).TotalSeconds);
            Check(name, taken);
        }

        rates.Sort();
        var median = rates[rates.Count / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{median,12:N0}/s  {name} ({rates[0]:N0} to {rates[^1]:N0})"));
        return median;
    }

    private static async Task<IReadOnlyList<(Guid Monitor, long Token)>> ClaimAllAsync(List<BenchNode> nodes)
    {
        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var mine = new List<(Guid Monitor, long Token)>();
            for (var empty = 0; empty < 3;)
            {
                var claims = await node.ClaimAsync(AtOnce);
                mine.AddRange(claims.Select(claim => (claim.MonitorId.Value, claim.LeaseToken)));

                // Skipping what the other has locked may find nothing while something is left.
                empty = claims.Count == 0 ? empty + 1 : 0;
            }

            return mine;
        })));
        return [.. taken.SelectMany(mine => mine)];
    }

    // As a node does it: it takes as many as it has free slots.
    private async Task<IReadOnlyList<(Guid Monitor, long Token)>> RecordAllAsync(List<BenchNode> nodes)
    {
        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var mine = new List<(Guid Monitor, long Token)>();
            var running = new List<Task<bool>>();
            for (var empty = 0; empty < 3;)
            {
                var claims = await node.ClaimAsync(Slots - running.Count);
                mine.AddRange(claims.Select(claim => (claim.MonitorId.Value, claim.LeaseToken)));
                running.AddRange(claims.Select(node.RecordAsync));
                empty = claims.Count == 0 && running.Count == 0 ? empty + 1 : 0;
                while (running.Count > Slots / 2 || (claims.Count == 0 && running.Count > 0))
                {
                    await Task.WhenAny(running);
                    _right &= running.TrueForAll(one => !one.IsCompleted || one.Result);
                    running.RemoveAll(one => one.IsCompleted);
                }
            }

            return mine;
        })));
        var results = await ScalarAsync("SELECT count(*) FROM check_results");
        if (results != _checks)
        {
            Fail($"{results:N0} results of {_checks:N0} checks");
        }

        return [.. taken.SelectMany(mine => mine)];
    }

    // What the database itself can do: no transaction around it, no domain, no results.
    private async Task<IReadOnlyList<(Guid Monitor, long Token)>> BareAsync(int most, int sessions)
    {
        const string Sql = """
            WITH due AS MATERIALIZED (
                SELECT monitor_id, location FROM scheduled_checks
                WHERE location = 'default' AND due_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until < clock_timestamp())
                ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE scheduled_checks AS claimed SET lease_token = lease_token + 1, lease_until = clock_timestamp() + interval '20 s'
            FROM due WHERE claimed.monitor_id = due.monitor_id AND claimed.location = due.location
            RETURNING claimed.monitor_id, claimed.lease_token
            """;
        var taken = await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => Task.Run(async () =>
        {
            var mine = new List<(Guid Monitor, long Token)>();
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = most } } };
            await command.PrepareAsync();
            for (var (empty, started) = (0, Stopwatch.GetTimestamp()); empty < 3 && (most > 1 || Stopwatch.GetElapsedTime(started).TotalSeconds < 2);)
            {
                var before = mine.Count;
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    mine.Add((rows.GetGuid(0), rows.GetInt64(1)));
                }

                empty = mine.Count == before ? empty + 1 : 0;
            }

            return mine;
        })));
        return [.. taken.SelectMany(mine => mine)];
    }

    // Each due time once: by the tokens that were given out.
    private void Check(string name, IReadOnlyList<(Guid Monitor, long Token)> taken)
    {
        var monitors = taken.Select(one => one.Monitor).Distinct().Count();
        if (monitors != taken.Count || taken.Any(one => one.Token != 1))
        {
            Fail($"{name}: {taken.Count - monitors:N0} were taken twice");
        }

        if (!name.StartsWith("beside", StringComparison.Ordinal) && taken.Count != _checks)
        {
            Fail($"{name}: {taken.Count:N0} of {_checks:N0} were taken");
        }
    }

    private void Fail(string what)
    {
        Console.WriteLine($"FAILED    {what}");
        _right = false;
    }

    private async Task SeedAsync(BenchNode node)
    {
        var (organization, now) = (OrganizationId.New(), TimeProvider.System.GetUtcNow().AddMinutes(-1));
        foreach (var part in Enumerable.Range(0, _checks).Chunk(2000))
        {
            await node.Database.WriteAsync(
                DataScope.Everything,
                context =>
                {
                    foreach (var index in part)
                    {
                        var monitor = new StatusMonitor(
                            StatusMonitorId.New(), organization, FormattableString.Invariant($"m{index}"), "https://example.com/", Schedule.Every(3600), new HttpSettings(), now);
                        context.AddRange(monitor, new ScheduledCheck(organization, monitor.Id, "default", now));
                    }

                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
    }

    // Known to be up, as most are: else each first success would be news.
    private Task<long> ResetAsync() => ScalarAsync("""
        TRUNCATE check_results;
        UPDATE monitors SET state = 'up';
        UPDATE scheduled_checks SET due_at = clock_timestamp() - interval '1 s', lease_until = NULL, lease_token = 0, state = 'up', successes = 9,
            last_checked_at = clock_timestamp(), recent_latencies = '42,42,42,42,42,42,42,42,42,42,42,42,42,42,42,42,42,42,42,42';
        VACUUM ANALYZE scheduled_checks;
        VACUUM ANALYZE monitors;
        """.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private async Task<long> ScalarAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        object? last = null;
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
            last = await command.ExecuteScalarAsync();
        }

        return last as long? ?? 0;
    }
}
