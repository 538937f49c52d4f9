using Microsoft.Extensions.Logging;
using Npgsql;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

[Trait("Category", "Process")]
public sealed class SchedulerClusterTests(PostgresServer server) : SharedJobsTests(server)
{
    private static readonly string[] OneNodesTriggers =
        ["pause-ends", "probe-sweep-default-0", "probe-sweep-default-1", "probe-sweep-default-2", "probe-sweep-default-3", "purge", "silence"];

    protected override bool Migrated => false;

    [Fact]
    public async Task Start_ThreeNodesAtOnceOnAnEmptyDatabase_ShareTheChecksAndTakeNoneTwice()
    {
        var nodes = Enumerable.Range(0, 3).Select(_ => AddNode()).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(node.StartAsync, Token)));
        await MigratedAsync();

        await AddMonitorsAsync(60, everySeconds: 5);

        await UntilAsync(() => Task.FromResult(nodes.TrueForAll(node => node.Looked.Count >= 10)), "checks on every node");
        await UntilAsync(async () => (await TriggersAsync()).Count == 9, "two sweeps for each node");
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        Assert.Equal(nodes.Sum(node => node.Looked.Count), await ScalarAsync<long>("SELECT count(*) FROM check_results"));
    }

    [Fact]
    public async Task Start_RoleThatMayNotChangeTheSchema_UsesTheTablesThatAreThere()
    {
        var first = AddNode();
        await first.StartAsync();
        await UntilAsync(async () => await HasTriggersAsync(), "the tables of the scheduler");
        await first.StopAsync();
        var role = $"worker_{Guid.CreateVersion7():n}";
        await ExecuteAsync($"""
            REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE {role} LOGIN PASSWORD 'x';
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}
            """);
        try
        {
            await AddMonitorsAsync(5, everySeconds: 5);
            var second = AddNode(database: new NpgsqlConnectionStringBuilder(Database) { Username = role, Password = "x" }.ConnectionString);

            await second.StartAsync();

            await UntilAsync(() => Task.FromResult(second.Lines.Any(line => line.Text.Contains("starts sweeps again", StringComparison.Ordinal)) || second.Looked.Count >= 5), "checks");
            Assert.Equal(1L, await ScalarAsync<long>($"SELECT count(*) FROM qrtz_scheduler_state WHERE instance_name = '{second.Name}'"));
            Assert.DoesNotContain(second.Lines, line => line.Level >= LogLevel.Error);
            await second.StopAsync();
        }
        finally
        {
            await ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task Start_OnTriggersOfAFormerRelease_MakesThemThoseThatAreWanted()
    {
        var first = AddNode();
        await first.StartAsync();
        await UntilAsync(async () => await HasTriggersAsync() && (await TriggersAsync()).Count == 7, "the triggers");
        await first.StopAsync();
        await ExecuteAsync("""
            INSERT INTO qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery)
                VALUES ('StatusPage', 'gone', 'DEFAULT', 'StatusPage.Jobs.Gone, StatusPage.Jobs', true, false, false, false);
            INSERT INTO qrtz_triggers SELECT (jsonb_populate_record(old, '{"trigger_name": "gone", "job_name": "gone"}')).*
                FROM qrtz_triggers AS old WHERE trigger_name = 'probe-sweep-default-0';
            INSERT INTO qrtz_simple_triggers SELECT (jsonb_populate_record(old, '{"trigger_name": "gone"}')).*
                FROM qrtz_simple_triggers AS old WHERE trigger_name = 'probe-sweep-default-0';
            DELETE FROM qrtz_simple_triggers WHERE trigger_name = 'probe-sweep-default-0';
            DELETE FROM qrtz_triggers WHERE trigger_name = 'probe-sweep-default-0';
            UPDATE qrtz_triggers SET description = 'every now and then' WHERE trigger_name = 'probe-sweep-default-1';
            UPDATE qrtz_triggers SET trigger_state = 'ERROR' WHERE trigger_name = 'probe-sweep-default-2'
            """);

        await AddNode().StartAsync();

        await UntilAsync(async () => (await TriggersAsync()).SequenceEqual(OneNodesTriggers), "the wanted triggers");
        await UntilAsync(
            async () => await ScalarAsync<long>("SELECT count(*) FROM qrtz_triggers WHERE trigger_state = 'ERROR' OR description = 'every now and then'") == 0,
            "triggers that fire");
        await UntilAsync(async () => await ScalarAsync<long>("SELECT count(*) FROM qrtz_job_details WHERE job_name = 'gone'") == 0, "the end of the former job");
    }

    [Fact]
    public async Task Location_WhoseLastNodeHasGone_LosesItsSweeps()
    {
        var stays = AddNode();
        var goes = AddNode("paris");
        await Task.WhenAll(stays.StartAsync(), goes.StartAsync());
        await UntilAsync(async () => await HasTriggersAsync() && (await TriggersAsync()).Count == 11, "the sweeps of both");
        Assert.Equal(4L, await ScalarAsync<long>("SELECT count(*) FROM qrtz_triggers WHERE execution_group = 'paris'"));

        await goes.StopAsync();
        await ExecuteAsync("UPDATE locations SET last_seen_at = last_seen_at - interval '1 hour' WHERE name = 'paris'");

        await UntilAsync(async () => (await TriggersAsync()).SequenceEqual(OneNodesTriggers), "the sweeps of the one that stays");
    }

    private async Task<bool> HasTriggersAsync() =>
        await ScalarAsync<bool>("SELECT to_regclass('qrtz_triggers') IS NOT NULL") && (await TriggersAsync()).Count >= 7;

    private Task MigratedAsync() => UntilAsync(
        async () => await ScalarAsync<bool>("SELECT to_regclass('locations') IS NOT NULL"), "the migrated schema");
}
