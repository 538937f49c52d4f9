using System.Diagnostics;
using System.Globalization;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>Workers as processes of their own, of which one dies, hangs or is told to end.</summary>
[Trait("Category", "Process")]
[Collection(Alone.Name)]
public sealed class WorkerDeathTests(PostgresServer server, PublishedFolder published) : SharedJobsTests(server)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Kill_OneOfTwoWorkers_LeavesNoGapAndNothingIsRunTwice()
    {
        const int Monitors = 100;

        // So that some are always running, on either node: about four each.
        await using var target = new HeldTarget(answersAfter: TimeSpan.FromSeconds(0.4));
        using var folder = new TempFolder();
        await using var dies = await StartAsync(folder);
        await using var lives = await StartAsync(folder);
        await dies.ReadyAsync(Token);
        await lives.ReadyAsync(Token);
        await AddMonitorsAsync(Monitors, everySeconds: 5, target: target.Address);
        await UntilAsync(() => AllHaveResultsAsync(Monitors, 2, "-infinity"), "two results of each monitor");
        await UntilAsync(async () => await ScalarAsync<long>("SELECT count(*) FROM qrtz_scheduler_state") == 2, "both workers in the cluster");

        await dies.KillAsync();

        var killed = await ScalarAsync<string>("SELECT clock_timestamp()::text");
        await UntilAsync(() => AllHaveResultsAsync(Monitors, 3, killed), "three results of each monitor after the death");
        await EndAsync(lives);

        // Each claim raises the token by one and each result by another, so what is above that was claimed and not finished.
        var results = await ScalarAsync<long>("SELECT count(*) FROM check_results");
        var unfinished = await ScalarAsync<long>($"SELECT sum(lease_token)::bigint - 2 * {results} FROM scheduled_checks");
        var gap = await LongestGapAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{unfinished} checks were cut off, the longest gap was {gap.TotalSeconds:0.0} s"));
        Assert.InRange(gap, TimeSpan.FromSeconds(4), LongestGap);
        Assert.InRange(target.Asked, results, results + unfinished);
    }

    [Fact]
    public async Task Stop_WhileATargetHangs_EndsInTimeAndHandsTheCheckBack()
    {
        await using var target = new HeldTarget();
        using var folder = new TempFolder();
        await using var worker = await StartAsync(folder);
        await worker.ReadyAsync(Token);
        await AddMonitorsAsync(3, everySeconds: 5, target: target.Address, timeoutMs: 60_000);
        await UntilAsync(() => Task.FromResult(target.Asked == 3), "three running checks");

        var started = Stopwatch.GetTimestamp();
        await EndAsync(worker);

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, LongestStop);
        Assert.Equal(3L, await ScalarAsync<long>("SELECT count(*) FROM scheduled_checks WHERE lease_until IS NULL AND due_at < now()"));
        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM check_results"));
    }

    [Fact]
    public async Task Freeze_ForLongerThanTheLease_DropsWhatTheFrozenOneFound()
    {
        await using var target = new HeldTarget();
        using var folder = new TempFolder();
        await using var frozen = await StartAsync(folder);
        await frozen.ReadyAsync(Token);
        await AddMonitorsAsync(1, everySeconds: 3_600, target: target.Address, timeoutMs: 60_000);
        await ExecuteAsync("UPDATE scheduled_checks SET due_at = now()");
        await UntilAsync(() => Task.FromResult(target.Asked == 1), "the running check");

        await SignalAsync(frozen, "STOP");
        await using var other = await StartAsync(folder);
        await UntilAsync(() => Task.FromResult(target.Asked == 2), "the same check on the other node");
        target.Release();
        await UntilAsync(async () => await ScalarAsync<long>("SELECT count(*) FROM check_results") == 1, "its result");
        await SignalAsync(frozen, "CONT");

        await frozen.LineAsync(
            line => line.Contains("came after its lease", StringComparison.Ordinal) || line.Contains("has passed to another node", StringComparison.Ordinal), Token);
        Assert.Equal(1L, await ScalarAsync<long>("SELECT count(*) FROM check_results"));
        await EndAsync(frozen);
        await EndAsync(other);
    }

    private async Task<AppProcess> StartAsync(TempFolder folder) => AppProcess.StartFrom(
        Path.Combine(await published.PathAsync(), "StatusPage.Jobs.dll"),
        folder.Path,
        folder.Path,
        environment: null,
        ["--ConnectionStrings:Database", Database, "--StatusPage:AllowPrivateTargets=true"]);

    private static async Task EndAsync(AppProcess app)
    {
        var code = await app.StopAsync(Token);
        Assert.True(code == 0, string.Join('\n', app.Output.TakeLast(40)));
    }

    private static async Task SignalAsync(AppProcess app, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", app.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Token);
    }

    private async Task<bool> AllHaveResultsAsync(int monitors, int results, string after) => monitors == await ScalarAsync<long>(
        $"SELECT count(*) FROM (SELECT 1 FROM check_results WHERE started_at > '{after}' GROUP BY monitor_id HAVING count(*) >= {results}) AS enough");

    private async Task<TimeSpan> LongestGapAsync() => TimeSpan.FromSeconds(await ScalarAsync<double>("""
        SELECT max(extract(epoch FROM gap))::double precision
        FROM (SELECT started_at - lag(started_at) OVER (PARTITION BY monitor_id ORDER BY started_at) AS gap FROM check_results) AS gaps
        """));
}
