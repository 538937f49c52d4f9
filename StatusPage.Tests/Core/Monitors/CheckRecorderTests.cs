using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Monitors;

public abstract class CheckRecorderTests(DatabaseKind kind, PostgresServer server) : MonitorTests(kind, server)
{
    [Fact]
    public async Task RecordAsync_ASuccess_KeepsItAndSaysWhenTheNextIsDue()
    {
        var claimed = await ClaimAsync();
        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await RecordAsync(claimed, Works));

        var kept = Assert.Single(await Data.AllAsync<CheckResult>());
        Assert.Equal((claimed.DueAt, Data.Now, CheckOutcome.Success, ProbeReason.None, (int?)42), (kept.DueAt, kept.StartedAt, kept.Outcome, kept.Reason, kept.LatencyMs));
        var check = Assert.Single(await Data.AllAsync<ScheduledCheck>());
        Assert.Equal((claimed.DueAt.AddMinutes(1), null, (DateTimeOffset?)Data.Now, (int?)42), (check.DueAt, check.LeaseUntil, check.LastCheckedAt, check.LastLatencyMs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecordAsync_WithPhases_KeepsThemToTheMillisecond(bool works)
    {
        var phases = new ProbePhases(
            TimeSpan.FromMilliseconds(1.4), TimeSpan.FromMilliseconds(8), TimeSpan.Zero, TimeSpan.FromMilliseconds(30.6), TimeSpan.FromMinutes(1));

        await CheckAsync((works ? Works : Fails) with { Phases = phases });

        var kept = Assert.Single((await Get<IMonitorResults>().ListAsync(Tenant.Id, Monitor.Id, DateTimeOffset.UnixEpoch, Data.Now.AddDays(1), after: null, 10, Token)).Items);
        Assert.Equal(phases with { LookUp = TimeSpan.FromMilliseconds(1), Wait = TimeSpan.FromMilliseconds(31) }, kept.Phases);
    }

    [Fact]
    public async Task RecordAsync_WithoutPhases_KeepsNone()
    {
        await CheckAsync(Works);

        Assert.Null(Assert.Single(await Data.AllAsync<CheckResult>()).WhereItWent());
    }

    [Fact]
    public async Task RecordAsync_TheFirstSuccess_OpensASpanAndAsksForOneRender()
    {
        await CheckAsync(Works);

        Assert.Equal(MonitorState.Up, await StateAsync());
        Assert.Equal([new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, Data.Now, null)], await SpansAsync());
        Assert.Equal((2, 1), await PageAsync());
    }

    [Fact]
    public async Task RecordAsync_TheSecondFailure_BringsTheMonitorDown()
    {
        await CheckAsync(Works, Works, Fails);
        var before = (await StateAsync(), await PageAsync());

        await CheckAsync(Fails);

        Assert.Equal((MonitorState.Up, (2L, 1)), before);
        Assert.Equal((MonitorState.Down, (3L, 2)), (await StateAsync(), await PageAsync()));
        Assert.Equal(
            [
                new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, Data.Now.AddMinutes(-3), Data.Now),
                new StatusStatement(SpanSource.Monitor, ComponentStatus.MajorOutage, Data.Now, null),
            ],
            await SpansAsync());
    }

    [Fact]
    public async Task RecordAsync_ASuccessAfterAnOutage_BringsTheMonitorUpAgain()
    {
        await CheckAsync(Works, Fails, Fails);

        await CheckAsync(Works);

        Assert.Equal((MonitorState.Up, (4L, 3)), (await StateAsync(), await PageAsync()));
        Assert.Equal(
            new StatusStatement(SpanSource.Monitor, ComponentStatus.Operational, Data.Now, null), (await SpansAsync())[^1]);
    }

    [Fact]
    public async Task RecordAsync_MoreOfTheSame_AsksForNoRender()
    {
        await CheckAsync(Fails, Fails);
        var before = await PageAsync();

        await CheckAsync(Fails, Fails, Fails);

        Assert.Equal(before, await PageAsync());
        Assert.Equal(5, (await Data.AllAsync<CheckResult>()).Count);
    }

    [Fact]
    public async Task RecordAsync_ALinkWithItsOwnMeaning_SaysThatOfTheComponent()
    {
        await Data.WriteAsync(async context =>
        {
            (await context.Set<MonitorLink>().SingleAsync(Token)).Mean(ComponentStatus.PartialOutage, ComponentStatus.Operational);
            return true;
        });

        await CheckAsync(Fails, Fails);

        Assert.Equal([ComponentStatus.PartialOutage], (await SpansAsync()).Select(span => span.Status));
    }

    [Fact]
    public async Task RecordAsync_ALeaseThatSomebodyElseHasNow_SavesNothing()
    {
        var lost = await ClaimAsync();
        await EndLeasesAsync();
        var held = await ClaimAsync();

        Assert.False(await RecordAsync(lost, Fails));

        Assert.Empty(await Data.AllAsync<CheckResult>());
        Assert.Null(Assert.Single(await Data.AllAsync<ScheduledCheck>()).LastCheckedAt);
        Assert.True(await RecordAsync(held, Works));
    }

    [Fact]
    public async Task RecordAsync_ALeaseThatEndedButNobodyTook_IsStillGood()
    {
        var late = await ClaimAsync();
        await EndLeasesAsync();

        Assert.True(await RecordAsync(late, Works));
    }

    [Fact]
    public async Task RecordAsync_TheSameCheckTwice_KeepsOneResult()
    {
        var claimed = await ClaimAsync();
        Assert.True(await RecordAsync(claimed, Works));

        Assert.False(await RecordAsync(claimed, Works));

        Assert.Single(await Data.AllAsync<CheckResult>());
        Assert.Equal((2, 1), await PageAsync());
    }

    [Fact]
    public async Task RecordAsync_TheSameCheckOnEightThreads_KeepsOneResult()
    {
        var claimed = await ClaimAsync();

        var recorded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RecordAsync(claimed, Works), Token)));

        Assert.Single(recorded, won => won);
        Assert.Single(await Data.AllAsync<CheckResult>());
        Assert.Equal((2, 1), await PageAsync());
    }

    [Fact]
    public async Task RecordAsync_FailingInTheMiddle_SavesAndPublishesNothing()
    {
        await CheckAsync(Works, Fails);
        var (spans, page) = (await SpansAsync(), await PageAsync());
        var claimed = await ClaimAsync();
        using var feed = Get<IStatusFeed>().Subscribe();
        await Data.ExecuteAsync("ALTER TABLE outbox RENAME TO outbox_away");

        await Assert.ThrowsAnyAsync<Exception>(() => RecordAsync(claimed, Fails));

        await Data.ExecuteAsync("ALTER TABLE outbox_away RENAME TO outbox");
        Assert.Equal(spans, await SpansAsync());
        Assert.Equal(page, await PageAsync());
        Assert.Equal((MonitorState.Up, 2), (await StateAsync(), (await Data.AllAsync<CheckResult>()).Count));
        Assert.False(feed.NextAsync(_ => true, Token).IsCompleted);
        Assert.True(await RecordAsync(claimed, Fails));
        Assert.Equal(MonitorState.Down, await StateAsync());
    }

    [Fact]
    public async Task RecordAsync_OfAPausedMonitor_KeepsTheResultAndChangesNothingElse()
    {
        var claimed = await ClaimAsync();
        await Data.WriteAsync(context => context.Set<StatusMonitor>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Paused, true), Token));

        Assert.True(await RecordAsync(claimed, Works));

        Assert.Null(Assert.Single(await Data.AllAsync<ScheduledCheck>()).DueAt);
        Assert.Equal((MonitorState.Unknown, (1L, 0)), (await StateAsync(), await PageAsync()));
        Assert.Empty(await SpansAsync());
    }

    [Fact]
    public async Task RecordAsync_ACheckThatCouldNotBeRun_MakesTheMonitorUnknown()
    {
        await CheckAsync(Works, Fails, Fails);

        await CheckAsync(ProbeResult.NotRun(TimeSpan.Zero, ProbeReason.InternalError, "no sockets left"));

        Assert.Equal(MonitorState.Unknown, await StateAsync());
        Assert.Equal(new StatusStatement(SpanSource.Monitor, ComponentStatus.Unknown, Data.Now, null), (await SpansAsync())[^1]);
    }
}

public sealed class CheckRecorderTestsOnSqlite(PostgresServer server) : CheckRecorderTests(DatabaseKind.Sqlite, server);

public sealed class CheckRecorderTestsOnPostgres(PostgresServer server) : CheckRecorderTests(DatabaseKind.Postgres, server);
