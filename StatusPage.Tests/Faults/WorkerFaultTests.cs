using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>A worker dies or sleeps in the middle of its checks: the other one takes them over.</summary>
[Trait("Category", "Process")]
[Collection(HarmedDatabase.Name)]
public sealed class WorkerFaultTests(DatabaseCluster fixture)
{
    // Between two checks of a monitor that is due every 5 s.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);

    private readonly Cluster _cluster = fixture.Cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flt01_AWorkerIsKilled_TheOtherTakesOverAndNoDueTimeHasTwoResults()
    {
        await BothAreBusyAsync();
        var killedAt = await fixture.NowAsync();

        await _cluster.Workers[0].KillAsync();
        _cluster.Target.Delay = TimeSpan.Zero;
        await fixture.AllCheckedAsync(since: killedAt);

        Assert.InRange(await LongestGapAsync(since: killedAt.AddSeconds(-10)), TimeSpan.Zero, LongestGap);
        await AssertOneResultADueTimeAsync();
        await _cluster.Workers[0].RestartAsync();
        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    [Fact]
    public async Task Flt04_AWorkerSleepsPastItsLeases_WhatItFoundIsDroppedAndItGoesOn()
    {
        var zombie = _cluster.Workers[0];
        await BothAreBusyAsync();
        var frozenAt = await fixture.NowAsync();

        await zombie.FreezeAsync();
        _cluster.Target.Delay = TimeSpan.Zero;
        await fixture.AllCheckedAsync(since: frozenAt);
        var gap = await LongestGapAsync(since: frozenAt.AddSeconds(-10));
        await zombie.ThawAsync();

        await zombie.App.UntilAsync(
            () => Task.FromResult(zombie.Output.Any(line => line.Contains("passed to another node", StringComparison.Ordinal))), "word that a check is not its own any more", Token);
        Assert.InRange(gap, TimeSpan.Zero, LongestGap);
        await AssertOneResultADueTimeAsync();
        await zombie.ReadyAsync();
        await _cluster.Workers[1].EndAsync();
        await fixture.AllCheckedAsync(since: await fixture.NowAsync());
        await _cluster.Workers[1].RestartAsync();
        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    /// <summary>Returns while each worker has checks that wait for their target.</summary>
    private async Task BothAreBusyAsync()
    {
        await fixture.AllCheckedAsync(since: (await fixture.NowAsync()).AddSeconds(-10));
        _cluster.Target.Delay = TimeSpan.FromSeconds(2);
        await _cluster.Data.CheckNowAsync();
        await Patience.UntilAsync(() => _cluster.Target.Here > DatabaseCluster.Slots, "more checks than one worker runs");
    }

    private async Task<TimeSpan> LongestGapAsync(DateTime since) => await _cluster.Data.ScalarAsync<TimeSpan>($"""
        SELECT max(gap) FROM (
            SELECT started_at - lag(started_at) OVER (PARTITION BY monitor_id ORDER BY started_at) AS gap FROM check_results WHERE started_at > '{since:O}') AS gaps
        """);

    private async Task AssertOneResultADueTimeAsync() =>
        Assert.True(await _cluster.Data.ScalarAsync<bool>("SELECT count(*) = count(DISTINCT (monitor_id, due_at)) FROM check_results"));
}
