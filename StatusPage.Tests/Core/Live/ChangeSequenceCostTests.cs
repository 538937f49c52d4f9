using System.Diagnostics;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Live;

/// <summary>What it costs each node, once a second.</summary>
[Collection(Alone.Name)]
public sealed class ChangeSequenceCostTests(PostgresServer server) : DatabaseTests(DatabaseKind.Postgres, server)
{
    private const int Rows = 10_000;

    [Fact]
    public async Task ChangesSince_AmongTenThousandRows_TakesMilliseconds()
    {
        var lines = new ChangeSet(Guid.CreateVersion7(), "", [new Change(ChangeKind.Monitor, OrganizationId.New(), Guid.CreateVersion7())]).Lines();
        await InsertAsync(Rows, Rows, lines);
        await Data.ExecuteAsync("ANALYZE changes");
        var place = (await ReadAsync(place: null)).Place;
        await InsertAsync(50, before: 0, lines);

        var found = 0;
        var times = new List<TimeSpan>();
        for (var round = 0; round < 101; round++)
        {
            var started = Stopwatch.GetTimestamp();
            found = (await ReadAsync(place)).Sets.Count;
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        var plan = await Data.QueryAsync<string>(
            $"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT id FROM changes WHERE txid >= pg_snapshot_xmin('{place}') AND NOT pg_visible_in_snapshot(txid, '{place}') AND node <> 'x'");
        var trim = Stopwatch.GetTimestamp();
        await Data.WriteAsync(async context =>
        {
            await Data.Node.Database.Dialect.TrimChangesAsync(context, TimeSpan.FromMinutes(2), Token);
            return true;
        });
        var trimmed = Stopwatch.GetElapsedTime(trim);
        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Rows} rows, 50 of them new: median {times[50].TotalMilliseconds:F1} ms, worst {times[^1].TotalMilliseconds:F1} ms; nothing to trim: {trimmed.TotalMilliseconds:F1} ms\n{string.Join('\n', plan)}");
        Assert.Equal(50, found);
        Assert.InRange(times[50], TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        Assert.Contains(plan, line => line.Contains("pk_changes", StringComparison.Ordinal));
    }

    // As if they came from as many transactions, or all from this one.
    private Task<int> InsertAsync(int count, int before, string lines) => Data.ExecuteAsync(
        """
        INSERT INTO changes (txid, id, node, said)
        SELECT greatest(3, pg_current_xact_id()::text::bigint - ({1} * number / {0}))::text::xid8, gen_random_uuid(), 'web-1', {2}
        FROM generate_series(1, {0}) AS number
        """,
        count,
        before,
        lines);

    private Task<KeptChanges> ReadAsync(string? place) =>
        Data.ReadAsync(context => Data.Node.Database.Dialect.ChangesSinceAsync(context, place, "somebody else", Token));
}
