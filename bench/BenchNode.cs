using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Monitors;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Bench;

/// <summary>What a node has of the domain, with a pool of connections of its own.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("statuspage-bench-");
    private readonly ServiceProvider _services;

    public BenchNode(string connectionString, int number)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [DatabaseSettings.Key] = connectionString,
            ["StatusPage:DataDirectory"] = _folder.FullName,
        }).Build();
        var services = new ServiceCollection().AddLogging();

        // Another name makes another pool.
        services.AddCore(configuration, _folder.FullName, FormattableString.Invariant($"bench-{number}"));
        _services = services.BuildServiceProvider();
    }

    public Database Database => _services.GetRequiredService<Database>();

    /// <summary>As a sweep does it.</summary>
    public Task<IReadOnlyList<ClaimedCheck>> ClaimAsync(int most) => Database.WriteAsync(
        DataScope.Everything,
        context => Database.Dialect.ClaimDueChecksAsync(context, "default", most, Grace, CancellationToken.None),
        CancellationToken.None);

    public Task<bool> RecordAsync(ClaimedCheck claim) => _services.GetRequiredService<ICheckRecorder>().RecordAsync(
        claim, claim.DueAt, ProbeResult.Succeeded(TimeSpan.FromMilliseconds(42)), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
