using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class SilenceTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Three intervals and the timeout.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(190);

    [Fact]
    public async Task RecordAsync_AfterALongGap_SaysUnknownFromWhenTheNextCheckShouldHaveCome()
    {
        await CheckAsync(Works);
        var last = Data.Now;
        Clock.Advance(TimeSpan.FromHours(5));

        Assert.True(await RecordAsync(await ClaimAsync(), Works));

        Assert.Equal(MonitorState.Up, await StateAsync());
        Assert.Equal(
            [
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, last, last + Minute),
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Unknown, last + Minute, Data.Now),
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, Data.Now, null),
            ],
            await SpansAsync());
    }

    [Fact]
    public async Task RecordAsync_AFailureAfterALongGap_IsTheFirstAndNotTheSecond()
    {
        await CheckAsync(Works, Fails);
        Clock.Advance(TimeSpan.FromHours(5));

        Assert.True(await RecordAsync(await ClaimAsync(), Fails));

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.Equal(ComponentStatus.Unknown, (await SpansAsync())[^1].Status);
    }

    [Fact]
    public async Task RecordAsync_AGapThatIsJustShortEnough_KeepsWhatWasKnown()
    {
        await CheckAsync(Works, Fails);
        Clock.Advance(Held);

        Assert.True(await RecordAsync(await ClaimAsync(), Fails));

        Assert.Equal(MonitorState.Down, await StateAsync());
    }

    [Fact]
    public async Task MarkAsync_WithinThreeIntervals_ChangesNothing()
    {
        await CheckAsync(Works);
        var before = await PageAsync();
        Clock.Advance(Held);

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal((MonitorState.Up, before), (await StateAsync(), await PageAsync()));
    }

    [Fact]
    public async Task MarkAsync_AfterThreeIntervals_SaysUnknownFromWhenTheNextCheckShouldHaveCome()
    {
        await CheckAsync(Works);
        var last = Data.Now;
        Clock.Advance(Held + TimeSpan.FromSeconds(1));

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal((MonitorState.Unknown, (3L, 2)), (await StateAsync(), await PageAsync()));
        Assert.Equal(
            [
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, last, last + Minute),
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Unknown, last + Minute, null),
            ],
            await SpansAsync());
    }

    [Fact]
    public async Task MarkAsync_OfAFailingMonitor_NeverMarksItDown()
    {
        await CheckAsync(Works, Fails);
        Clock.Advance(TimeSpan.FromDays(1));

        await Get<ISilenceWatch>().MarkAsync(Token);
        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.DoesNotContain(await SpansAsync(), span => span.Status is ComponentStatus.MajorOutage);
        Assert.Equal((3, 2), await PageAsync());
    }

    [Fact]
    public async Task MarkAsync_OnThreeNodesAtOnce_MarksOnce()
    {
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromHours(1));
        var nodes = Enumerable.Range(0, 3).Select(_ => Data.AddNode()).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<ISilenceWatch>().MarkAsync(Token), Token)));

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.Equal(2, (await SpansAsync()).Count);
        Assert.Equal((3, 2), await PageAsync());
    }

    [Fact]
    public async Task RecordAsync_AfterTheWatchHasMarked_ChangesThePageOnce()
    {
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromHours(1));
        await Get<ISilenceWatch>().MarkAsync(Token);
        var before = await PageAsync();

        Assert.True(await RecordAsync(await ClaimAsync(), Works));

        Assert.Equal((before.Version + 1, before.Renders + 1), await PageAsync());
        Assert.Equal(3, (await SpansAsync()).Count);
    }

    [Fact]
    public async Task MarkAsync_WhileAnotherLocationReports_ChangesNothing()
    {
        await AddLocationAsync();
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await RecordAsync(await ClaimAsync("oslo"), Works));

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Up, await StateAsync());
    }

    [Fact]
    public async Task MarkAsync_WhileAnotherLocationHasNeverReported_SaysUnknown()
    {
        await AddLocationAsync();
        await CheckAsync(Works);
        Clock.Advance(TimeSpan.FromHours(1));

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Unknown, await StateAsync());
    }

    [Fact]
    public async Task RecordAsync_OfAPausedMonitorAfterALongGap_SaysNothing()
    {
        await CheckAsync(Works);
        var (spans, page) = (await SpansAsync(), await PageAsync());
        Clock.Advance(TimeSpan.FromHours(5));
        var claimed = await ClaimAsync();
        await PauseAsync();

        Assert.True(await RecordAsync(claimed, Works));

        Assert.Equal((MonitorState.Up, page), (await StateAsync(), await PageAsync()));
        Assert.Equal(spans, await SpansAsync());
    }

    [Fact]
    public async Task MarkAsync_OfAPausedMonitor_ChangesNothing()
    {
        await CheckAsync(Works);
        await PauseAsync();
        Clock.Advance(TimeSpan.FromHours(1));

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Equal(MonitorState.Up, await StateAsync());
    }

    // A clock that was wrong and is set back leaves checks due hours from now; until then nobody would look, and the page would stay as it was.
    [Fact]
    public async Task MarkAsync_AfterTheClockWentBack_MakesTheCheckDue()
    {
        await CheckAsync(Works);
        await MoveToAsync(TimeSpan.FromHours(2));
        Assert.Empty(await ClaimableAsync());

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Single(await ClaimableAsync());
    }

    [Fact]
    public async Task MarkAsync_WithClocksALittleApart_LeavesTheRhythm()
    {
        await CheckAsync(Works);
        await MoveToAsync(TimeSpan.FromSeconds(100));

        await Get<ISilenceWatch>().MarkAsync(Token);

        Assert.Empty(await ClaimableAsync());
    }

    private Task<int> PauseAsync() =>
        Data.WriteAsync(context => context.Set<StatusMonitor>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Paused, true), Token));

    private Task<IReadOnlyList<ClaimedCheck>> ClaimableAsync() => Data.WriteAsync(
        context => Data.Node.Database.Dialect.ClaimDueChecksAsync(context, "default", 10, TimeSpan.FromSeconds(5), Token));

    // The next check is due that long from now, by the database's clock.
    private Task<int> MoveToAsync(TimeSpan ahead) => Data.WriteAsync(async context =>
    {
        DateTimeOffset? due = await Data.Node.Database.Dialect.NowAsync(context, Token) + ahead;
        return await context.Set<ScheduledCheck>().ExecuteUpdateAsync(row => row.SetProperty(check => check.DueAt, due), Token);
    });

    private async Task AddLocationAsync()
    {
        Tenant.AddCheck(Monitor, "oslo");
        await Tenant.SaveAsync(Data);
    }
}

public sealed class SilenceTestsOnSqlite(PostgresServer server) : SilenceTests(DatabaseKind.Sqlite, server);

public sealed class SilenceTestsOnPostgres(PostgresServer server) : SilenceTests(DatabaseKind.Postgres, server);
