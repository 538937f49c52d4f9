using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Probing;

namespace StatusPage.Bench;

/// <summary>What a node has of the domain, with a pool of connections of its own.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly ProbeResult Seen = ProbeResult.Succeeded(TimeSpan.FromMilliseconds(42)) with
    {
        Phases = new ProbePhases(
            TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(8), TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(19), TimeSpan.FromMilliseconds(1)),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("statuspage-bench-");
    private readonly ServiceProvider _services;
    private OutboxDispatcher? _dispatcher;

    /// <param name="connectionString">Null: SQLite, in a folder of its own.</param>
    public BenchNode(string? connectionString, int number)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [DatabaseSettings.Key] = connectionString,
            ["StatusPage:DataDirectory"] = _folder.FullName,
            ["StatusPage:PublicUrl"] = "https://status.example.com",
        }).Build();
        var services = new ServiceCollection().AddLogging();

        services.AddSingleton<IOutboxHandler, PreparedMails>().AddSingleton<HandedMails>().AddSingleton<IOutboxHandler>(provider => provider.GetRequiredService<HandedMails>());

        // Another name makes another pool.
        services.AddCore(configuration, _folder.FullName, FormattableString.Invariant($"bench-{number}"));
        _services = services.BuildServiceProvider();
    }

    public Database Database => Get<Database>();

    /// <summary>Mails that were handed over.</summary>
    public int Handed => Get<HandedMails>().Count;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Has this node do what is in the outbox, until it is disposed.</summary>
    public Task StartOutboxAsync(CancellationToken cancellationToken = default)
    {
        Get<DatabaseReadiness>().MarkReady();
        _dispatcher = ActivatorUtilities.CreateInstance<OutboxDispatcher>(_services);
        return _dispatcher.StartAsync(cancellationToken);
    }

    /// <summary>As a sweep does it.</summary>
    public Task<IReadOnlyList<ClaimedCheck>> ClaimAsync(int most) => Database.WriteAsync(
        DataScope.Everything,
        context => Database.Dialect.ClaimDueChecksAsync(context, "default", most, Grace, CancellationToken.None),
        CancellationToken.None);

    public Task<bool> RecordAsync(ClaimedCheck claim) => _services.GetRequiredService<ICheckRecorder>().RecordAsync(
        claim, claim.DueAt, Seen, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await (_dispatcher?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        _dispatcher?.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
