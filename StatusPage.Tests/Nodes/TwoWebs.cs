using System.Globalization;
using System.Text.Json;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Nodes;

/// <summary>Two Web nodes on PostgreSQL and Redis, of which the first runs the checks: what it finds is a change made on node 1.</summary>
/// <param name="hasWorker">A worker runs them in its place.</param>
internal sealed class TwoWebs(bool hasWorker = false) : IAsyncDisposable
{
    private bool _well = true;

    public Cluster Cluster { get; } = new(new ClusterOptions
    {
        Workers = hasWorker ? 1 : 0,
        HasRedis = true,
        NodeSettings = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["web-1"] = ClusterOptions.Pairs(("StatusPage__RunJobs", hasWorker ? "false" : "true")),
        },
    });

    public ClusterNode First => Cluster.Webs[0];

    public ClusterNode Second => Cluster.Webs[1];

    public RedisServer Redis => Cluster.Redis ?? throw new InvalidOperationException("The cluster has no Redis.");

    public async Task StartAsync()
    {
        await Cluster.StartAsync();
        await Cluster.Data.ExecuteAsync("UPDATE monitors SET failures_to_down = 1, successes_to_up = 1");
        await SaysAsync("up");
    }

    /// <summary>Waits until both nodes say this of Redis.</summary>
    public Task SaysAsync(string redis) => Patience.UntilAsync(
        async () => await SaidAsync(First, "redis") == redis && await SaidAsync(Second, "redis") == redis, $"both nodes to say that Redis is {redis}");

    /// <summary>What the node's readiness says, while it answers 200.</summary>
    public static async Task<string?> SaidAsync(ClusterNode node, string property)
    {
        using var ready = JsonDocument.Parse(await node.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        return ready.RootElement.GetProperty(property).ToString();
    }

    /// <summary>Lets the first node find that the target has stopped, or works again; the version that the page has by that, and when it was found.</summary>
    public async Task<(long Version, DateTimeOffset At)> ChangeAsync()
    {
        // One that runs at this moment would say when it ends when the next is due, and the order to check now would be lost.
        await Patience.UntilAsync(
            () => Cluster.Data.ScalarAsync<bool>("SELECT bool_and(lease_until IS NULL AND due_at > clock_timestamp()) FROM scheduled_checks"), "no check being due");
        var before = await VersionAsync();
        _well = !_well;
        Cluster.Target.IsWell = _well;
        await Cluster.Data.CheckNowAsync();
        await Patience.UntilAsync(async () => await VersionAsync() > before, "the change in the database");
        return (before + 1, new DateTimeOffset(await Cluster.Data.ScalarAsync<DateTime>("SELECT max(last_checked_at) FROM scheduled_checks")));
    }

    /// <summary>How long after it was found on the first node each of some changes reached a viewer.</summary>
    public async Task<IReadOnlyList<TimeSpan>> DelaysAsync(HubViewer viewer, int changes, string what)
    {
        List<TimeSpan> delays = [];
        for (var round = 0; round < changes; round++)
        {
            var (version, at) = await ChangeAsync();
            delays.Add(await viewer.HearsAsync(version) - at);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {string.Join(", ", delays.Select(delay => delay.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)))} ms");
        return [.. delays.Order()];
    }

    /// <summary>Of the page, in the database.</summary>
    public Task<long> VersionAsync() => Cluster.Data.ScalarAsync<long>("SELECT content_version FROM pages");

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
