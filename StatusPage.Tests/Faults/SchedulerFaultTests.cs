using System.Globalization;
using System.Text.RegularExpressions;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>The scheduler that all workers share, while its tables are out of reach for a time.</summary>
[Trait("Category", "Process")]
[Collection(HarmedDatabase.Name)]
public sealed partial class SchedulerFaultTests(DatabaseCluster fixture)
{
    // Longer than any check-in, lease or statement, and than what is missed may be late.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Cluster _cluster = fixture.Cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flt09_DatabaseIsStoppedForAWhile_SweepsGoOnOnAllWorkersAndNothingIsRunTwice()
    {
        var processes = _cluster.Workers.Select(worker => worker.App.Id).ToList();
        await AllSweepAsync("sweeps by the scheduler at first");

        await _cluster.OwnServer.StopAsync();
        await Task.Delay(Away, TimeProvider.System, Token);
        await _cluster.OwnServer.StartAsync();

        var back = await fixture.NowAsync();
        await AllSweepAsync("sweeps by the scheduler again");
        await fixture.AllCheckedAsync(since: back);
        await Patience.UntilAsync(async () => await NotFiredAsync(since: back) == 0, "every trigger that is due to fire again", Longest);
        Assert.Equal(0, await _cluster.Data.ScalarAsync<long>("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'ERROR'"));
        Assert.True(await _cluster.Data.ScalarAsync<bool>("SELECT count(*) = count(DISTINCT (monitor_id, due_at)) FROM check_results"), "A due time has two results.");
        Assert.Equal(processes, _cluster.Workers.Select(worker => worker.App.Id));
        Assert.Equal(2, await _cluster.Data.ScalarAsync<long>("SELECT count(*) FROM qrtz_scheduler_state"));
        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    /// <summary>Waits until every worker has looked for due checks because the scheduler said so; the watchdog, which stands in for it, does not count.</summary>
    private async Task AllSweepAsync(string what)
    {
        var before = await Task.WhenAll(_cluster.Workers.Select(ScheduledSweepsAsync));
        await Patience.UntilAsync(
            async () => (await Task.WhenAll(_cluster.Workers.Select(ScheduledSweepsAsync))).Zip(before).All(sweeps => sweeps.First >= sweeps.Second + 3), what, Longest);
    }

    private static async Task<double> ScheduledSweepsAsync(ClusterNode worker)
    {
        var line = Scheduled().Match(await worker.Http.GetStringAsync("/metrics", Token));
        return line.Success ? double.Parse(line.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
    }

    // Whatever state one is in: what fires is not stuck, and one that fires once an hour need not. Quartz counts in ticks of .NET.
    private Task<long> NotFiredAsync(DateTime since) => _cluster.Data.ScalarAsync<long>(string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT count(*) FROM qrtz_triggers WHERE COALESCE(prev_fire_time, 0) <= {since.Ticks} AND next_fire_time <= {(since + (Longest / 2)).Ticks}"));

    [GeneratedRegex("^statuspage_checks_sweeps_total\\{[^}]*reason=\"Scheduled\"[^}]*\\} (?<count>[0-9.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scheduled();
}
