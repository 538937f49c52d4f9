using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;
using StatusPage.Jobs.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Probing;

public sealed class ProbeSweepTests
{
    private static readonly ProbeResult Fine = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(1));

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<ProbeResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimAndStartAsync_MoreDueThanSlots_FillsTheSlotsOnly()
    {
        var checks = new FakeChecks(slots: 3, _time) { Look = _ => _answer.Task };
        checks.AddDue(10);

        await checks.Sweep.ClaimAndStartAsync(Token);
        await checks.Sweep.ClaimAndStartAsync(Token);

        Assert.Equal([3], checks.AskedFor);
        _answer.SetResult(Fine);
        await checks.WaitForRecordedAsync(10);
        Assert.InRange(checks.MostRunning, 1, 3);
    }

    [Fact]
    public async Task ClaimAndStartAsync_Backlog_IsWorkedOffWithoutAnotherTrigger()
    {
        var checks = new FakeChecks(slots: 4, _time);
        checks.AddDue(50);

        await checks.Sweep.ClaimAndStartAsync(Token);

        await checks.WaitForRecordedAsync(50);
        Assert.All(checks.Recorded, result => Assert.Equal(Fine, result));
    }

    [Fact]
    public async Task ClaimAndStartAsync_FewDue_GivesTheOtherSlotsBack()
    {
        var checks = new FakeChecks(slots: 5, _time) { Look = _ => _answer.Task };
        checks.AddDue(2);

        await checks.Sweep.ClaimAndStartAsync(Token);
        await checks.Sweep.ClaimAndStartAsync(Token);

        Assert.Equal([5, 3], checks.AskedFor);
    }

    [Fact]
    public async Task ClaimAndStartAsync_ProbeThrows_RecordsThatItCouldNotRun()
    {
        var checks = new FakeChecks(slots: 1, _time) { Look = _ => throw new InvalidOperationException("a bug") };
        checks.AddDue(1);

        await checks.Sweep.ClaimAndStartAsync(Token);
        await checks.WaitForRecordedAsync(1);

        var result = Assert.Single(checks.Recorded);
        Assert.Equal((CheckOutcome.NotRun, ProbeReason.InternalError), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task ClaimAndStartAsync_ProbeHangs_EndsItAfterItsTimeout()
    {
        var started = new TaskCompletionSource();
        var checks = new FakeChecks(slots: 1, _time)
        {
            Look = _ =>
            {
                started.SetResult();
                return _answer.Task;
            },
        };
        checks.AddDue(1);
        await checks.Sweep.ClaimAndStartAsync(Token);
        await started.Task.WaitAsync(Token);

        // The limit is set just after the probe was called; time passes until it has been.
        while (checks.Recorded.Count == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(13));
            await Task.Yield();
        }

        Assert.Equal(ProbeReason.InternalError, Assert.Single(checks.Recorded).Reason);
    }

    [Fact]
    public async Task ClaimAndStartAsync_RecorderThrows_FreesTheSlot()
    {
        var checks = new FakeChecks(slots: 1, _time) { Record = () => throw new IOException("no database") };
        checks.AddDue(2);

        await checks.Sweep.ClaimAndStartAsync(Token);

        await checks.WaitForRecordedAsync(2);
        await checks.Sweep.DrainAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, checks.Recorded.Count);
    }

    [Fact]
    public async Task ClaimAndStartAsync_DatabaseNotReady_ClaimsNothing()
    {
        var checks = new FakeChecks(slots: 1, _time);
        var runner = new CheckRunner([checks], checks, _time, NullLogger<CheckRunner>.Instance);
        using var sweep = new ProbeSweep(
            checks, runner, checks.InProgress, new ProbeSettings(1), new DatabaseReadiness(), _time, NullLogger<ProbeSweep>.Instance);

        await sweep.ClaimAndStartAsync(Token);

        Assert.Empty(checks.AskedFor);
    }

    [Fact]
    public async Task DrainAsync_CheckRunning_WaitsForItAndClaimsNoMore()
    {
        var checks = new FakeChecks(slots: 1, _time) { Look = _ => _answer.Task };
        checks.AddDue(5);
        await checks.Sweep.ClaimAndStartAsync(Token);

        var drained = checks.Sweep.DrainAsync(TimeSpan.FromSeconds(5));
        Assert.False(drained.IsCompleted);
        _answer.SetResult(Fine);
        await drained.WaitAsync(Token);
        await checks.Sweep.ClaimAndStartAsync(Token);

        Assert.Single(checks.Recorded);
        Assert.Equal([1], checks.AskedFor);
    }

    [Fact]
    public async Task DrainAsync_CheckOutlastsIt_IsHandedBackUnrecorded()
    {
        var checks = new FakeChecks(slots: 2, _time) { Look = HangAsync };
        checks.AddDue(2);
        await checks.Sweep.ClaimAndStartAsync(Token);
        var running = checks.InProgress.All;

        var drained = checks.Sweep.DrainAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(checks.HandedBack);
        _time.Advance(TimeSpan.FromSeconds(5));
        await drained.WaitAsync(Token);

        Assert.Equal(2, checks.HandedBack.Count);
        Assert.Equal(running.ToHashSet(), checks.HandedBack.ToHashSet());
        Assert.Empty(checks.Recorded);
    }

    [Fact]
    public async Task LookAsync_SchedulerSilent_SweepsEverySecondUntilItIsHeard()
    {
        var checks = new FakeChecks(slots: 1, _time);
        var logged = new FakeLogger<SweepWatchdog>();
        using var host = new FakeLifetime();
        host.Start();
        using var watchdog = new SweepWatchdog(checks.Sweep, host, _time, logged);

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(await watchdog.LookAsync(Token));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await watchdog.LookAsync(Token));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await watchdog.LookAsync(Token));
        await checks.Sweep.ClaimAndStartAsync(Token);
        Assert.False(await watchdog.LookAsync(Token));

        Assert.Equal([1, 1, 1], checks.AskedFor);
        Assert.Equal([LogLevel.Warning, LogLevel.Information], logged.Lines.Select(line => line.Level));
    }

    [Fact]
    public async Task LookAsync_StartTakesItsTime_IsPatientFromThenOn()
    {
        var checks = new FakeChecks(slots: 1, _time);
        var logged = new FakeLogger<SweepWatchdog>();
        using var host = new FakeLifetime();
        using var watchdog = new SweepWatchdog(checks.Sweep, host, _time, logged);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(await watchdog.LookAsync(Token));
        host.Start();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(await watchdog.LookAsync(Token));

        Assert.Empty(logged.Lines);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(await watchdog.LookAsync(Token));
    }

    private static async Task<ProbeResult> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Fine;
    }
}
