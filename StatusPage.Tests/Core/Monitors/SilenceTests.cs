using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
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

    private async Task AddLocationAsync()
    {
        Tenant.AddCheck(Monitor, "oslo");
        await Tenant.SaveAsync(Data);
    }
}

public sealed class SilenceTestsOnSqlite(PostgresServer server) : SilenceTests(DatabaseKind.Sqlite, server);

public sealed class SilenceTestsOnPostgres(PostgresServer server) : SilenceTests(DatabaseKind.Postgres, server);
