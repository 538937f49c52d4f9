using System.Net;
using Npgsql;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Faults;

/// <summary>The database is late, dies, freezes or is full: what is served stays, and what was interrupted goes on.</summary>
[Trait("Category", "Process")]
[Collection(HarmedDatabase.Name)]
public sealed class DatabaseFaultTests(DatabaseCluster fixture)
{
    private static readonly TimeSpan FastEnough = TimeSpan.FromMilliseconds(100);

    private readonly Cluster _cluster = fixture.Cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_BeforeTheDatabase_WaitsAndGoesOn()
    {
        Assert.Equal(["web-1 runs, ready False", "web-2 runs, ready False", "jobs-1 runs, ready False", "jobs-2 runs, ready False"], fixture.BeforeDatabase);
        _cluster.AssertNoStacks();
        Assert.All(_cluster.Nodes, node => Assert.Contains(node.Output, line => line.Contains("The database is up to date", StringComparison.Ordinal)));
        await fixture.AssertWorksAsync();
    }

    [Fact]
    public async Task Flt09_DatabaseCrashes_OnlyWorkersSaySoAndAllRecover()
    {
        await using var reader = Visitors();
        await reader.ReadMoreAsync(200);
        var usual = reader.P99();

        await _cluster.OwnServer.KillAsync();
        await WorkersBecomeAsync(isReady: false);
        await reader.ReadMoreAsync(200);

        Assert.All(await Task.WhenAll(_cluster.Webs.Select(web => DatabaseCluster.AnswersAsync(web, "/health/ready"))), Assert.True);
        AssertFast(reader, usual);
        await _cluster.OwnServer.StartAsync();
        await WorkersBecomeAsync(isReady: true);
        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    [Fact]
    public async Task Flt10_DatabaseFreezes_CallsAreBoundedAndPagesAsFastAsEver()
    {
        var web = _cluster.Webs[0];
        using var crowd = await LoginCrowd.AtAsync(web);
        await using var reader = Visitors();
        await reader.ReadMoreAsync(200);
        var usual = reader.P99();

        await _cluster.OwnServer.FreezeAsync();
        var (first, longest) = await crowd.TryAsync(people: 150);
        var (next, shortest) = await crowd.TryAsync(people: 150);
        await reader.ReadMoreAsync(200);

        Assert.Equal([HttpStatusCode.ServiceUnavailable], first.Concat(next).Distinct());
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.InRange(shortest, TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
        AssertFast(reader, usual);
        await WorkersBecomeAsync(isReady: false);

        await _cluster.OwnServer.ThawAsync();
        await WorkersBecomeAsync(isReady: true);
        await fixture.AssertWorksAsync();
        await web.App.UntilAsync(async () => (await crowd.TryAsync(people: 1)).Statuses[0] is not HttpStatusCode.ServiceUnavailable, "the log-in", Token);
        _cluster.AssertNoStacks();
    }

    [Fact]
    public async Task Flt14_ServerTakesNoMoreConnections_NobodyEndsAndAllRecover()
    {
        await using (await TakeAllConnectionsAsync())
        {
            await WorkersBecomeAsync(isReady: false);
            await using var reader = Visitors();
            await reader.ReadMoreAsync(200);

            Assert.All(_cluster.Nodes, node => Assert.True(node.IsRunning));
            reader.P99();
        }

        await WorkersBecomeAsync(isReady: true);
        await fixture.AssertWorksAsync();
        _cluster.AssertNoStacks();
    }

    private PageReader Visitors() => new(_cluster.Webs.Select(web => web.Address));

    // On a machine that is slow for other reasons, as slow as before.
    private static void AssertFast(PageReader reader, TimeSpan usual) =>
        Assert.InRange(reader.P99(), TimeSpan.Zero, usual * 2 > FastEnough ? usual * 2 : FastEnough);

    private Task WorkersBecomeAsync(bool isReady) => Task.WhenAll(_cluster.Workers.Select(worker => worker.App.UntilAsync(
        async () => await DatabaseCluster.AnswersAsync(worker, "/health/ready") == isReady, $"readiness {isReady} of {worker.Name}", Token)));

    /// <summary>Ends everybody's connections and takes their places, until what is returned is disposed.</summary>
    private async Task<Held> TakeAllConnectionsAsync()
    {
        var held = new Held();
        var first = await _cluster.Data.OpenAsync();
        held.Add(first);
        while (true)
        {
            await using (var end = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'test' AND backend_type = 'client backend'", first))
            {
                await end.ExecuteNonQueryAsync(Token);
            }

            try
            {
                held.Add(await _cluster.Data.OpenAsync());
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                return held;
            }
        }
    }

    private sealed class Held : IAsyncDisposable
    {
        private readonly List<NpgsqlConnection> _connections = [];

        public void Add(NpgsqlConnection connection) => _connections.Add(connection);

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in _connections)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
