using Microsoft.Extensions.Logging;
using StatusPage.Jobs.Scheduling;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

/// <summary>Rows are planted as a node leaves them that vanished at a bad moment.</summary>
[Trait("Category", "Process")]
public sealed class StuckTriggerTests(PostgresServer server) : SharedJobsTests(server)
{
    private const string Ticks = "(621355968000000000 + (extract(epoch FROM clock_timestamp()) * 10000000)::bigint)";

    private static readonly string[] Planted = ["probe-sweep-default-0", "probe-sweep-default-1", "probe-sweep-default-2", "probe-sweep-default-3", "silence"];

    [Theory]
    [InlineData("ACQUIRED", "probe-sweep-default-1")]
    [InlineData("BLOCKED", "silence")]
    public async Task Look_HeldByANodeThatNobodyKnows_IsFreedAndSaid(string state, string trigger)
    {
        await AddTriggersAsync();
        await HoldAsync(trigger, state, "nobody");
        var logged = new FakeLogger<StuckTriggerReaper>();

        await LookAsync(logged);

        Assert.Equal("WAITING", await StateAsync(trigger));
        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM qrtz_fired_triggers"));
        Assert.Equal(LogLevel.Warning, Assert.Single(logged.Lines).Level);
        await LookAsync(logged);
        Assert.Single(logged.Lines);
    }

    [Fact]
    public async Task Look_ReservedWithoutAWordByWhom_IsFreed()
    {
        await AddTriggersAsync();
        await ExecuteAsync($"UPDATE qrtz_triggers SET trigger_state = 'ACQUIRED', next_fire_time = {Ticks} - 600000000 WHERE trigger_name = 'probe-sweep-default-2'");

        await LookAsync(new FakeLogger<StuckTriggerReaper>());

        Assert.Equal("WAITING", await StateAsync("probe-sweep-default-2"));
    }

    [Fact]
    public async Task Look_HeldByANodeThatIsAlive_IsSaidOnceAndLeftAlone()
    {
        await AddTriggersAsync();
        await ExecuteAsync($"INSERT INTO qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval) VALUES ('StatusPage', 'alive', {Ticks}, 2000)");
        await HoldAsync("silence", "BLOCKED", "alive");
        var logged = new FakeLogger<StuckTriggerReaper>();

        await LookAsync(logged, times: 2);

        Assert.Equal("BLOCKED", await StateAsync("silence"));
        Assert.Contains("node alive", Assert.Single(logged.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_JustReserved_IsNotStuck()
    {
        await AddTriggersAsync();
        await HoldAsync("probe-sweep-default-1", "ACQUIRED", "nobody", seconds: 5);
        var logged = new FakeLogger<StuckTriggerReaper>();

        await LookAsync(logged);

        Assert.Equal("ACQUIRED", await StateAsync("probe-sweep-default-1"));
        Assert.Empty(logged.Lines);
    }

    private JobsNode Node { get => field ??= AddNode(); }

    private async Task AddTriggersAsync()
    {
        await Node.StartAsync();
        await UntilAsync(async () => await ScalarAsync<bool>("SELECT to_regclass('qrtz_triggers') IS NOT NULL") && !Planted.Except(await TriggersAsync(), StringComparer.Ordinal).Any(), "the triggers");
        await Node.StopAsync();
        await ExecuteAsync("DELETE FROM qrtz_fired_triggers; DELETE FROM qrtz_scheduler_state; UPDATE qrtz_triggers SET trigger_state = 'WAITING'");
    }

    private Task<int> HoldAsync(string trigger, string state, string node, int seconds = 60) => ExecuteAsync($"""
        UPDATE qrtz_triggers SET trigger_state = '{state}' WHERE trigger_name = '{trigger}';
        INSERT INTO qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name, fired_time, sched_time, priority, state,
            job_name, job_group, is_nonconcurrent, requests_recovery)
        SELECT 'StatusPage', 'planted', trigger_name, trigger_group, '{node}', {Ticks} - {seconds} * 10000000::bigint, 0, 5,
            '{(state == "BLOCKED" ? "EXECUTING" : "ACQUIRED")}', job_name, job_group, false, false
        FROM qrtz_triggers WHERE trigger_name = '{trigger}'
        """);

    private async Task LookAsync(FakeLogger<StuckTriggerReaper> logger, int times = 1)
    {
        using var reaper = new StuckTriggerReaper(
            Node.Get<StuckTriggers>(), Node.Get<StatusPage.Core.Persistence.DatabaseReadiness>(), TimeProvider.System, logger);
        for (var time = 0; time < times; time++)
        {
            await reaper.LookAsync(Token);
        }
    }

    private Task<string> StateAsync(string trigger) => ScalarAsync<string>($"SELECT trigger_state FROM qrtz_triggers WHERE trigger_name = '{trigger}'");
}
