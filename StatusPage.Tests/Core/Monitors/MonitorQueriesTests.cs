using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class MonitorQueriesTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    [Fact]
    public async Task BoardAsync_OfMonitorsInEveryState_ShowsWhatIsWrongFirst()
    {
        var tenant = new Tenant(Data.Now);
        (string Name, MonitorState State, int Since)[] states =
        [
            ("zeta", MonitorState.Up, 9), ("Alpha", MonitorState.Up, 1), ("new", MonitorState.Unknown, 5), ("slow", MonitorState.Degraded, 3),
            ("down lately", MonitorState.Down, 1), ("down long", MonitorState.Down, 40), ("beta", MonitorState.Up, 2),
        ];
        var monitors = states.ToDictionary(one => tenant.AddMonitor(one.Name).Id);
        await tenant.SaveAsync(Data);
        foreach (var (id, (_, state, since)) in monitors)
        {
            await SetAsync(id, state, Data.Now.AddMinutes(-since));
        }

        var board = await BoardAsync(tenant);

        Assert.Equal(["down long", "down lately", "slow", "new", "Alpha", "beta", "zeta"], board.Select(monitor => monitor.Name));
        Assert.Equal((MonitorState.Down, Data.Now.AddMinutes(-40)), (board[0].State, board[0].StateSince));
    }

    [Fact]
    public async Task BoardAsync_OfAPausedMonitorThatWasDown_ShowsItLast()
    {
        var tenant = new Tenant(Data.Now);
        tenant.AddMonitor("up");
        var paused = tenant.AddMonitor("a paused one");
        await tenant.SaveAsync(Data);
        await SetAsync(paused.Id, MonitorState.Down, Data.Now);
        await Data.WriteAsync(context => context.Set<StatusMonitor>().Where(row => row.Id == paused.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Paused, true), Token));

        var board = await BoardAsync(tenant);

        Assert.Equal([("up", MonitorState.Unknown), ("a paused one", MonitorState.Paused)], board.Select(one => (one.Name, one.State)));
    }

    [Fact]
    public async Task BoardAsync_OfHundredsOfMonitors_GivesEachItsLastThirtyLatencies()
    {
        var tenant = new Tenant(Data.Now);
        var monitors = Enumerable.Range(0, 200).Select(index => tenant.AddMonitor($"{index:000}")).ToList();
        await tenant.SaveAsync(Data);
        for (var index = 0; index < 40; index++)
        {
            await FinishAsync(monitors[7], index % 10 == 0 ? null : index);
        }

        await FinishAsync(monitors[8], latencyMs: 5);

        var board = await BoardAsync(tenant);

        Assert.Equal(monitors.Select(monitor => monitor.Id), board.Select(monitor => monitor.Id));
        Assert.Equal(Enumerable.Range(10, 30).Select(index => index % 10 == 0 ? null : (int?)index), board[7].Latencies);
        Assert.Equal([5], board[8].Latencies);
        Assert.Empty(board[9].Latencies);
    }

    [Fact]
    public async Task BoardAsync_AfterAFailedCheck_SaysWhyAndWhenTheNextIs()
    {
        var tenant = new Tenant(Data.Now);
        tenant.AddMonitor();
        await tenant.SaveAsync(Data);
        var claimed = Assert.Single(await Data.WriteAsync(context =>
            Data.Node.Database.Dialect.ClaimDueChecksAsync(context, "default", 1, TimeSpan.FromSeconds(5), Token)));
        var failed = ProbeResult.Failed(TimeSpan.FromMilliseconds(12), ProbeReason.UnexpectedStatus, "expected 2xx, got 503");
        await Get<ICheckRecorder>().RecordAsync(claimed, Data.Now, failed, Token);

        var monitor = Assert.Single(await BoardAsync(tenant));

        Assert.Equal(("expected 2xx, got 503", (int?)12), (monitor.Reason, monitor.LastLatencyMs));
        Assert.Equal((Data.Now, Data.Now.AddMinutes(1)), (monitor.LastCheckedAt, monitor.NextCheckAt));
    }

    private Task<long> FinishAsync(StatusMonitor monitor, int? latencyMs) => Data.WriteAsync(async context =>
    {
        var check = await context.Set<ScheduledCheck>().SingleAsync(row => row.MonitorId == monitor.Id, Token);
        check.Finish(Verdict.None, Data.Now, latencyMs, reason: null, Data.Now);
        return check.LeaseToken;
    });

    private Task<IReadOnlyList<BoardMonitor>> BoardAsync(Tenant tenant) => Get<IMonitorQueries>().BoardAsync(tenant.Id, Token);

    private Task<int> SetAsync(StatusMonitorId id, MonitorState state, DateTimeOffset since) => Data.WriteAsync(context => context.Set<StatusMonitor>()
        .Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, state).SetProperty(one => one.StateSince, since), Token));
}

public sealed class MonitorQueriesTestsOnSqlite(PostgresServer server) : MonitorQueriesTests(DatabaseKind.Sqlite, server);

public sealed class MonitorQueriesTestsOnPostgres(PostgresServer server) : MonitorQueriesTests(DatabaseKind.Postgres, server);
