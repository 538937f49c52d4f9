using Npgsql;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Scheduling;

[Trait("Category", "Process")]
public sealed class LockedSchedulerTests(PostgresServer server) : SharedJobsTests(server)
{
    // As a session does that was left open, or one whose client is gone without a word.
    [Fact]
    public async Task Locks_HeldBySomebodyForEver_ChecksGoOnAndTheSchedulerComesBack()
    {
        var nodes = new[] { AddNode(), AddNode() };
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await AddMonitorsAsync(20, everySeconds: 5);
        await UntilAsync(() => Task.FromResult(Array.TrueForAll(nodes, node => !node.Looked.IsEmpty)), "checks on both nodes");

        await using (var session = new NpgsqlConnection(Database))
        {
            await session.OpenAsync(Token);
            await using var transaction = await session.BeginTransactionAsync(Token);
            await using var command = new NpgsqlCommand("LOCK qrtz_locks, qrtz_triggers IN ACCESS EXCLUSIVE MODE", session, transaction);
            await command.ExecuteNonQueryAsync(Token);
            await SaidAsync(nodes, "sweeping without it");
            var before = nodes.Sum(node => node.Looked.Count);
            await UntilAsync(() => Task.FromResult(nodes.Sum(node => node.Looked.Count) >= before + 40), "two rounds of checks without the scheduler");
        }

        await SaidAsync(nodes, "starts sweeps again");
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        Assert.Equal(nodes.Sum(node => node.Looked.Count), await ScalarAsync<long>("SELECT count(*) FROM check_results"));
    }

    private static Task SaidAsync(JobsNode[] nodes, string words) => UntilAsync(
        () => Task.FromResult(Array.TrueForAll(nodes, node => node.Lines.Any(line => line.Text.Contains(words, StringComparison.Ordinal)))), words);
}
