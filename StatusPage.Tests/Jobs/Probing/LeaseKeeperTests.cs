using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StatusPage.Core.Probing;
using StatusPage.Jobs.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Probing;

public sealed class LeaseKeeperTests : IDisposable
{
    private static readonly ProbeResult Fine = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(1));

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<LeaseKeeper> _logged = new();
    private readonly FakeChecks _checks;
    private readonly LeaseKeeper _keeper;
    private readonly List<int> _renewed = [];

    public LeaseKeeperTests()
    {
        _checks = new FakeChecks(slots: 5, _time) { Look = HangAsync };
        _checks.Renew = held =>
        {
            _renewed.Add(held.Count);
            return [.. held];
        };
        _keeper = new LeaseKeeper(_checks.InProgress, _checks, _time, _logged);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public async Task RenewAsync_ChecksHeldForAWhile_RenewsThoseAloneAndTogether()
    {
        await StartAsync(2);
        await _keeper.RenewAsync(Token);
        Assert.Empty(_renewed);

        _time.Advance(Lease.RenewAfter);
        await StartAsync(1);
        await _keeper.RenewAsync(Token);

        Assert.Equal([2], _renewed);
    }

    [Fact]
    public async Task RenewAsync_LeaseHasPassedToAnother_EndsTheCheckWithoutAResult()
    {
        await StartAsync(1);
        _checks.Renew = _ => [];
        _time.Advance(Lease.RenewAfter);

        await _keeper.RenewAsync(Token);
        Assert.Single(_checks.InProgress.All);
        await _keeper.RenewAsync(Token);

        await Patience.UntilAsync(() => _checks.InProgress.All.Count == 0, "the end of the lost check");
        Assert.Empty(_checks.Recorded);
        Assert.Equal(LogLevel.Warning, Assert.Single(_logged.Lines).Level);
    }

    [Fact]
    public async Task RenewAsync_DatabaseAway_SaysSoOnceAndGoesOn()
    {
        await StartAsync(1);
        _time.Advance(Lease.RenewAfter);
        _checks.Renew = _ => throw new TimeoutException("away");

        await _keeper.RenewAsync(Token);
        await _keeper.RenewAsync(Token);
        Assert.Single(_logged.Lines);
        _checks.Renew = held => [.. held];
        await _keeper.RenewAsync(Token);

        Assert.Equal([LogLevel.Warning, LogLevel.Information], _logged.Lines.Select(line => line.Level));
        Assert.Single(_checks.InProgress.All);
    }

    [Fact]
    public async Task ClaimAndStartAsync_ClaimAnsweredAfterTheLeaseHadPassed_DoesNotRunTheCheckAgain()
    {
        _checks.Claiming = () => _time.Advance(Lease.Length);
        _checks.Renew = _ => [];

        await StartAsync(1);

        await Patience.UntilAsync(() => _checks.InProgress.All.Count == 0, "the end of the lost check");
        Assert.Equal(0, _checks.MostRunning);
    }

    [Fact]
    public async Task ClaimAndStartAsync_ClaimAnsweredLateButStillHeld_RunsTheCheck()
    {
        _checks.Look = _ => Task.FromResult(Fine);
        _checks.Claiming = () => _time.Advance(Lease.Length);

        await StartAsync(1);

        await _checks.WaitForRecordedAsync(1);
    }

    private async Task StartAsync(int count)
    {
        _checks.AddDue(count);
        await _checks.Sweep.ClaimAndStartAsync(Token);
    }

    private static async Task<ProbeResult> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Fine;
    }
}
