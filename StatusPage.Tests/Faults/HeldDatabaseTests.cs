using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>Somebody holds what others need: a row, a table, all connections of a process. The rest goes on, and the log says what does not.</summary>
[Trait("Category", "Process")]
[Collection(HarmedDatabase.Name)]
public sealed partial class HeldDatabaseTests(DatabaseCluster fixture)
{
    private readonly Cluster _cluster = fixture.Cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flt13_AllConnectionsOfAWebAreTaken_CallsFailFastAndWorkersGoOn()
    {
        using var crowd = await LoginCrowd.AtAsync(_cluster.Webs[0]);
        await using (var holder = await _cluster.Data.OpenAsync())
        {
            await using var transaction = await LockAsync(holder, "LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            var (statuses, longest) = await crowd.TryAsync(people: 60);

            Assert.Equal([HttpStatusCode.ServiceUnavailable], statuses.Distinct());
            Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(20));
            Assert.True(await DatabaseCluster.AnswersAsync(_cluster.Webs[0], "/s/northwind"));
            await fixture.AllCheckedAsync(since: await fixture.NowAsync());
        }

        await _cluster.Webs[0].App.UntilAsync(
            async () => (await crowd.TryAsync(people: 1)).Statuses[0] is not HttpStatusCode.ServiceUnavailable, "the log-in", Token);
        _cluster.AssertNoStacks();
    }

    [Fact]
    public async Task Flt15_ACheckIsHeld_TheOthersGoOnAndSoDoesItAfterwards()
    {
        var held = await _cluster.Data.ScalarAsync<Guid>("SELECT id FROM monitors WHERE name = 'load 1'");
        await using (var holder = await _cluster.Data.OpenAsync())
        {
            await using var transaction = await LockAsync(holder, $"SELECT 1 FROM scheduled_checks WHERE monitor_id = '{held}' FOR UPDATE");

            await fixture.AllCheckedAsync(since: (await fixture.NowAsync()).AddSeconds(6), except: held);
        }

        await fixture.AllCheckedAsync(since: await fixture.NowAsync());
        _cluster.AssertNoStacks();
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("qrtz_locks")]
    public async Task Flt15_ATableIsHeld_ChecksGoOnAndTheLogSaysWhatDoesNot(string table)
    {
        Assert.SkipUnless(await _cluster.Data.ScalarAsync<bool>($"SELECT to_regclass('{table}') IS NOT NULL"), $"There is no table {table}.");
        var known = _cluster.Nodes.ToDictionary(node => node, node => node.Output.Count);
        await using (var holder = await _cluster.Data.OpenAsync())
        {
            await using var transaction = await LockAsync(holder, $"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
            await _cluster.Workers[0].App.UntilAsync(
                () => Task.FromResult(known.Any(node => node.Key.Output.Skip(node.Value).Any(line => Waiting().IsMatch(line)))), $"a line about {table}", Token);

            await fixture.AllCheckedAsync(since: await fixture.NowAsync());
            Assert.True(await DatabaseCluster.AnswersAsync(_cluster.Webs[0], "/s/northwind"));
        }

        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    private static async Task<NpgsqlTransaction> LockAsync(NpgsqlConnection holder, string sql)
    {
        var transaction = await holder.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(sql, holder, transaction);
        await command.ExecuteNonQueryAsync(Token);
        return transaction;
    }

    // What a call says that had to wait for longer than it may.
    [GeneratedRegex("Timeout during reading attempt|statement timeout|lock timeout|has started no sweep", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Waiting();
}
