using StackExchange.Redis;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>Snapshots in Redis: for fresh nodes while the database is away, and so that what one node has rendered the others need not.</summary>
internal sealed partial class RedisSnapshots(RedisSettings settings, TimeProvider time, ILogger<RedisSnapshots> logger) : ISharedSnapshots, IRedisUser
{
    // Nobody waits longer for it than it takes to render a page.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    // After that a server that has frozen is known to be so, and there is another connection or none.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly RedisKey _index = $"{settings.Prefix}pages";
    private volatile IDatabase? _redis;
    private long _restUntil = long.MinValue;
    private int _unsure;

    public bool IsUp => _redis is not null && time.GetTimestamp() >= Interlocked.Read(ref _restUntil);

    public Task AttachAsync(IConnectionMultiplexer connection, CancellationToken gone)
    {
        var redis = connection.GetDatabase();
        _redis = redis;
        gone.Register(() => Interlocked.CompareExchange(ref _redis, null, redis));
        Interlocked.Exchange(ref _restUntil, long.MinValue);
        Interlocked.Exchange(ref _unsure, 1);
        return Task.CompletedTask;
    }

    public Task PutAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken) => TryAsync(
        async redis =>
        {
            await RedisSnapshot.PutAsync(redis, KeyOf(snapshot.PageId), snapshot, isDefault);
            return await redis.SetAddAsync(_index, snapshot.PageId.ToString());
        },
        cancellationToken);

    public Task<PageSnapshot?> FindAsync(PublicPageId page, long version, CancellationToken cancellationToken) => TryAsync(
        async redis => await RedisSnapshot.HeadAsync(redis, KeyOf(page)) is { } head && head.Version >= version && head.ValidUntil > time.GetUtcNow()
            ? (await RedisSnapshot.ReadAsync(redis, KeyOf(page), page))?.Snapshot
            : null,
        cancellationToken);

    public async Task<IReadOnlyList<(PageSnapshot Snapshot, bool IsDefault)>> NewerAsync(
        Func<PublicPageId, PageSnapshot?> held, CancellationToken cancellationToken)
    {
        var newer = new List<(PageSnapshot, bool)>();
        foreach (var page in await PagesAsync(cancellationToken))
        {
            var found = await TryAsync(
                async redis => await RedisSnapshot.HeadAsync(redis, KeyOf(page)) is { } head && IsNewer(head, held(page))
                    ? await RedisSnapshot.ReadAsync(redis, KeyOf(page), page)
                    : null,
                cancellationToken);
            if (found is { } one)
            {
                newer.Add(one);
            }
        }

        return newer;
    }

    public async Task AgreeAsync(IReadOnlyCollection<PageSnapshot> confirmed, PublicPageId? defaultPage, CancellationToken cancellationToken)
    {
        if (!IsUp || Interlocked.Exchange(ref _unsure, 0) == 0)
        {
            return;
        }

        var existing = confirmed.Select(snapshot => snapshot.PageId).ToHashSet();
        foreach (var gone in (await PagesAsync(cancellationToken)).Where(page => !existing.Contains(page)))
        {
            await ForgetAsync(gone, cancellationToken);
        }

        foreach (var snapshot in confirmed)
        {
            await PutAsync(snapshot, snapshot.PageId == defaultPage, cancellationToken);
        }
    }

    public Task ForgetAsync(PublicPageId page, CancellationToken cancellationToken) => TryAsync(
        async redis =>
        {
            await redis.KeyDeleteAsync(KeyOf(page));
            return await redis.SetRemoveAsync(_index, page.ToString());
        },
        cancellationToken);

    private static bool IsNewer((long Version, DateTimeOffset RenderedAt, DateTimeOffset ValidUntil) head, PageSnapshot? held) =>
        held is null || head.Version > held.Version
        || (head.Version == held.Version && head.RenderedAt.ToUnixTimeMilliseconds() > held.View.RenderedAt.ToUnixTimeMilliseconds());

    private RedisKey KeyOf(PublicPageId page) => $"{settings.Prefix}page:{page}";

    private async Task<IReadOnlyList<PublicPageId>> PagesAsync(CancellationToken cancellationToken)
    {
        var members = await TryAsync(redis => redis.SetMembersAsync(_index), cancellationToken) ?? [];
        return [.. members.Select(member => Guid.TryParseExact(member, "n", out var id) ? id : default).Where(id => id != default).Select(PublicPageId.From)];
    }

    private async Task<T?> TryAsync<T>(Func<IDatabase, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_redis is not { } redis || !IsUp)
        {
            return default;
        }

        try
        {
            return await work(redis).WaitAsync(Longest, time, cancellationToken);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Whatever was to be changed may not have been.
            Interlocked.Exchange(ref _unsure, 1);
            Interlocked.Exchange(ref _restUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
            Log.NotUsed(logger, failure.Message);
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Snapshots in Redis are left alone for a moment: {Problem}")]
        public static partial void NotUsed(ILogger logger, string problem);
    }
}
