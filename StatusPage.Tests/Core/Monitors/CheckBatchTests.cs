using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

/// <summary>Results that come while others are being written, and so are written together.</summary>
public abstract class CheckBatchTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    protected const int Many = 12;

    private static readonly ProbeResult Works = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(42));

    private readonly List<ClaimedCheck> _claims = [];

    /// <summary>Many claims, each of a monitor with a component on one page; the first is for holding up the writing.</summary>
    protected IReadOnlyList<ClaimedCheck> Claims => _claims;

    private ICheckRecorder Recorder => Get<ICheckRecorder>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var tenant = new Tenant(Data.Now);
        for (var index = 0; index <= Many; index++)
        {
            tenant.AddMonitor($"m{index:00}", tenant.AddComponent($"c{index:00}"));
        }

        await tenant.SaveAsync(Data);
        _claims.AddRange(await ClaimAsync());
        Assert.Equal(Many + 1, _claims.Count);
    }

    [Fact]
    public async Task RecordAsync_ManyAtOnce_AreAllSavedAndThePageIsRaisedOnce()
    {
        var recorded = await Task.WhenAll(await HandInAsync(Claims.Skip(1)));

        Assert.All(recorded, Assert.True);
        Assert.Equal(Many + 1, (await Data.AllAsync<CheckResult>()).Count);
        Assert.Equal(Many + 1, (await Data.AllAsync<StatusSpan>()).Count(span => span is { To: null, Status: ComponentStatus.Operational }));
        Assert.All(await Data.AllAsync<ScheduledCheck>(), check => Assert.Equal((2L, null, (int?)42, "42"), (check.LeaseToken, check.LeaseUntil, check.LastLatencyMs, check.RecentLatencies)));

        // The one that held up the others, and the batch.
        Assert.Equal(3, Assert.Single(await Data.AllAsync<PublicPage>()).ContentVersion);
        Assert.Equal(2, (await Data.AllAsync<OutboxMessage>()).Count);
    }

    [Fact]
    public async Task RecordAsync_LostVanishedAndBrokenAmongMany_TakeNobodyWithThem()
    {
        var (lost, vanished, broken) = (Claims[1], Claims[2], Claims[3]);
        await Data.WriteAsync(async context =>
        {
            await context.Set<ScheduledCheck>().Where(row => row.MonitorId == lost.MonitorId)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.LeaseToken, 9), Token);
            await context.Set<StatusMonitor>().Where(row => row.Id == vanished.MonitorId).ExecuteDeleteAsync(Token);
            context.Add(ResultOf(broken));
            return true;
        });

        var recorded = await HandInAsync(Claims.Skip(1));

        Assert.False(await recorded[0]);
        Assert.False(await recorded[1]);
        await Assert.ThrowsAnyAsync<Exception>(() => recorded[2]);
        Assert.All(await Task.WhenAll(recorded.Skip(3)), Assert.True);
        Assert.Equal(Many - 1, (await Data.AllAsync<CheckResult>()).Count);
        var checks = (await Data.AllAsync<ScheduledCheck>()).ToDictionary(check => check.MonitorId);
        Assert.Equal((9L, 1L, 1L), (checks[lost.MonitorId].LeaseToken, checks[vanished.MonitorId].LeaseToken, checks[broken.MonitorId].LeaseToken));
    }

    [Fact]
    public async Task RecordAsync_TheSameCheckSeveralTimesAmongMany_IsSavedOnce()
    {
        var recorded = await Task.WhenAll(await HandInAsync([Claims[1], Claims[2], Claims[1], Claims[1], Claims[3]]));

        Assert.Equal([true, true, false, false, true], recorded);
        Assert.Equal(4, (await Data.AllAsync<CheckResult>()).Count);
    }

    [Fact]
    public async Task RecordAsync_GivenUpWhileItWaited_IsNotSaved()
    {
        using var giveUp = new CancellationTokenSource();
        var release = await HoldUpAsync();
        var given = Recorder.RecordAsync(Claims[1], Data.Now, Works, giveUp.Token);
        var kept = Recorder.RecordAsync(Claims[2], Data.Now, Works, Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await release();

        Assert.True(await kept);
        Assert.Equal([Claims[0].MonitorId, Claims[2].MonitorId], (await Data.AllAsync<CheckResult>()).Select(result => result.MonitorId).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task DisposeAsync_WhileManyWait_WritesThemFirst()
    {
        var recorded = await HandInAsync(Claims.Skip(1));

        await ((IAsyncDisposable)Recorder).DisposeAsync();

        Assert.Equal(Many + 1, (await Data.AllAsync<CheckResult>()).Count);
        Assert.All(await Task.WhenAll(recorded), Assert.True);
    }

    /// <summary>Hands results in while the writing is held up, so that they become one batch, and lets it go on.</summary>
    protected async Task<IReadOnlyList<Task<bool>>> HandInAsync(IEnumerable<ClaimedCheck> claims)
    {
        var release = await HoldUpAsync();
        List<Task<bool>> recorded = [.. claims.Select(claim => Recorder.RecordAsync(claim, Data.Now, Works, Token))];
        await release();
        return recorded;
    }

    protected static CheckResult ResultOf(ClaimedCheck claim) => new(
        claim.OrganizationId, claim.MonitorId, claim.Location, claim.DueAt, claim.DueAt, CheckOutcome.Success, ProbeReason.None, detail: null, latencyMs: 1);

    // By a transaction that has the first check's row: its result waits for it, and the others for its result.
    private async Task<Func<Task>> HoldUpAsync()
    {
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Data.AddNode().Database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                await context.Set<ScheduledCheck>().Where(row => row.MonitorId == Claims[0].MonitorId)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.LeaseUntil, one => one.LeaseUntil), Token);
                held.TrySetResult();
                await release.Task;
            },
            Token);
        await held.Task;
        var first = Recorder.RecordAsync(Claims[0], Data.Now, Works, Token);
        await Patience.UntilAsync(() => ((CheckRecorder)Recorder).Queued == 0, "the first batch");
        return async () =>
        {
            release.SetResult();
            await holding;
            Assert.True(await first);
        };
    }

    private async Task<IReadOnlyList<ClaimedCheck>> ClaimAsync() => [.. (await Data.WriteAsync(
        context => Data.Node.Database.Dialect.ClaimDueChecksAsync(context, "default", Many + 1, TimeSpan.FromMinutes(1), Token))).OrderBy(claim => claim.MonitorId.Value)];
}

public sealed class CheckBatchTestsOnSqlite(PostgresServer server) : CheckBatchTests(DatabaseKind.Sqlite, server);

public sealed class CheckBatchTestsOnPostgres(PostgresServer server) : CheckBatchTests(DatabaseKind.Postgres, server)
{
    [Fact]
    public async Task RecordAsync_ManyAtOnce_AreOneTransaction()
    {
        await Task.WhenAll(await HandInAsync(Claims.Skip(1)));

        Assert.Equal([2L], await Data.QueryAsync<long>("SELECT count(DISTINCT xmin::text) AS \"Value\" FROM check_results"));
    }

    [Fact]
    public async Task RecordAsync_TheSessionKilledInTheMiddleOnce_SavesAllOnce()
    {
        await KillSessionAtAsync(Claims[5], "nextval('kills') = 1");

        var recorded = await Task.WhenAll(await HandInAsync(Claims.Skip(1)));

        Assert.All(recorded, Assert.True);
        Assert.Equal(Many + 1, (await Data.AllAsync<CheckResult>()).Count);
        Assert.Equal(3, Assert.Single(await Data.AllAsync<PublicPage>()).ContentVersion);
    }

    [Fact]
    public async Task RecordAsync_TheSessionKilledInTheMiddleAgainAndAgain_LeavesNothingHalf()
    {
        await KillSessionAtAsync(Claims[5], "true");

        var recorded = await HandInAsync(Claims.Skip(1));

        foreach (var one in recorded)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => one);
        }

        Assert.Equal([Claims[0].MonitorId], (await Data.AllAsync<CheckResult>()).Select(result => result.MonitorId));
        Assert.Equal(Many, (await Data.AllAsync<ScheduledCheck>()).Count(check => check is { LeaseToken: 1, LastCheckedAt: null }));
        Assert.Equal(2, Assert.Single(await Data.AllAsync<PublicPage>()).ContentVersion);

        await Data.ExecuteAsync("DROP TRIGGER kill ON check_results");
        Assert.True(await Get<ICheckRecorder>().RecordAsync(Claims[5], Data.Now, ProbeResult.Succeeded(TimeSpan.FromMilliseconds(1)), Token));
    }

    [Fact]
    public async Task RecordAsync_WhileARowIsLocked_RecordsTheOthers()
    {
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Data.AddNode().Database.WriteAsync(
            DataScope.Everything,
            async context =>
            {
                await context.Set<ScheduledCheck>().Where(row => row.MonitorId == Claims[4].MonitorId)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.LeaseUntil, one => one.LeaseUntil), Token);
                held.TrySetResult();
                await release.Task;
            },
            Token);
        await held.Task;

        var recorded = await HandInAsync(Claims.Skip(1));

        Assert.All(await Task.WhenAll(recorded.Where((_, index) => index != 3)), Assert.True);
        Assert.False(recorded[3].IsCompleted);
        release.SetResult();
        await holding;
        Assert.True(await recorded[3]);
    }

    // As an administrator or a failover does it to a session in the middle of its work.
    private async Task KillSessionAtAsync(ClaimedCheck claim, string when)
    {
        await Data.ExecuteAsync("CREATE SEQUENCE kills");
        await Data.ExecuteAsync($$"""
            CREATE FUNCTION kill() RETURNS trigger LANGUAGE plpgsql AS $f$
            BEGIN
                IF NEW.monitor_id = '{{claim.MonitorId.Value}}' AND {{when}} THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
                RETURN NEW;
            END $f$
            """);
        await Data.ExecuteAsync("CREATE TRIGGER kill BEFORE INSERT ON check_results FOR EACH ROW EXECUTE FUNCTION kill()");
    }
}
