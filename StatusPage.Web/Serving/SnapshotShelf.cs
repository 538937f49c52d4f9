using System.Collections.Concurrent;
using System.Collections.Frozen;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>The current snapshots of all pages, in memory: what requests are answered from. Safe from any thread; reading takes no lock.</summary>
internal sealed class SnapshotShelf(TimeProvider time)
{
    private readonly ConcurrentDictionary<PublicPageId, PageSnapshot> _pages = new();
    private readonly ConcurrentDictionary<PublicPageId, PageSnapshot> _stale = new();
    private readonly ConcurrentDictionary<PublicPageId, byte> _doubted = new();
    private readonly Lock _indexing = new();
    private volatile Index _index = Index.Empty;
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _confirmedTicks;

    /// <summary>A page that nobody has confirmed for longer than this says so.</summary>
    public static TimeSpan LongestUnconfirmed { get; } = TimeSpan.FromSeconds(60);

    /// <summary>When this node last heard from the database that its versions are the newest; null before the first time.</summary>
    public DateTimeOffset? ConfirmedAt => Interlocked.Read(ref _confirmedTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>When what is served was known to be current: the last confirmation, or for pages from disk when they were made.</summary>
    public DateTimeOffset AsOf(PageSnapshot snapshot) =>
        _doubted.ContainsKey(snapshot.PageId) || ConfirmedAt is not { } confirmed || IsOfAnotherSince(confirmed, snapshot)
            ? snapshot.View.RenderedAt
            : confirmed;

    public bool IsEmpty => _pages.IsEmpty;

    public ICollection<PageSnapshot> All => _pages.Values;

    /// <summary>The page that stands at the root, as it was last learned; null when there is none.</summary>
    public PublicPageId? DefaultPage => _index.DefaultId;

    public void Confirm(DateTimeOffset at)
    {
        Interlocked.Exchange(ref _confirmedTicks, at.UtcTicks);
        foreach (var page in _stale.Keys.Where(page => !_doubted.ContainsKey(page)))
        {
            _stale.TryRemove(page, out _);
        }
    }

    /// <summary>The page is no longer confirmed along with the others, since this node fails to make a newer one. False when that was known.</summary>
    public bool Doubt(PublicPageId page) => _doubted.TryAdd(page, 0);

    public PageSnapshot? Find(PublicPageId page) => _pages.GetValueOrDefault(page);

    /// <summary>What to serve at <c>/s/{slug}</c>, in the stale wording when that is due; null when there is no such page.</summary>
    public PageSnapshot? Serve(string slug) => _index.BySlug.TryGetValue(slug, out var page) ? Worded(page) : null;

    /// <summary>The page to which a slug leads that it had before; null when the slug is that of a page, or nobody's.</summary>
    public PageSnapshot? ServeMoved(string slug) => _index.ByFormerSlug.TryGetValue(slug, out var page) ? Worded(page) : null;

    /// <summary>What to serve at the root of a host that has no page of its own.</summary>
    public PageSnapshot? ServeDefault() => _index.Default is { } page ? Worded(page) : null;

    /// <summary>Takes a snapshot unless a newer one is here already.</summary>
    public bool Put(PageSnapshot snapshot)
    {
        var now = time.GetUtcNow();
        var kept = _pages.AddOrUpdate(
            snapshot.PageId, static (_, offered) => offered, (_, held, offered) => offered.MayReplace(held, now) ? offered : held, snapshot);
        if (!ReferenceEquals(kept, snapshot))
        {
            return false;
        }

        // The stale wording is of the one before.
        Forget(snapshot.PageId);
        lock (_indexing)
        {
            Reindex(_index.DefaultId);
        }

        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return true;
    }

    /// <summary>Waits until the page is here; true at once when it is, false when it has not come in time.</summary>
    public async Task<bool> WaitForAsync(PublicPageId page, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            // Taken before looking, so that what comes in between is not missed.
            for (var next = _next; !_pages.ContainsKey(page); next = _next)
            {
                await next.Task.WaitAsync(either.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Forgets pages that are gone, and learns which one is the default.</summary>
    public void Keep(IReadOnlySet<PublicPageId> existing, PublicPageId? defaultPage)
    {
        var gone = _pages.Keys.Concat(_doubted.Keys).Where(page => !existing.Contains(page)).ToList();
        foreach (var page in gone)
        {
            _pages.TryRemove(page, out _);
            Forget(page);
        }

        lock (_indexing)
        {
            if (gone.Count > 0 || defaultPage != _index.DefaultId)
            {
                Reindex(defaultPage);
            }
        }
    }

    public bool IsStale(PageSnapshot snapshot) => time.GetUtcNow() - AsOf(snapshot) > LongestUnconfirmed;

    public bool HasStale(PublicPageId page) => _stale.ContainsKey(page);

    public void PutStale(PageSnapshot worded) => _stale[worded.PageId] = worded;

    // While this node has no database, another that has one may have rendered it. Not by a clock that is ahead.
    private bool IsOfAnotherSince(DateTimeOffset confirmed, PageSnapshot snapshot) =>
        snapshot.View.RenderedAt > confirmed && snapshot.View.RenderedAt <= time.GetUtcNow();

    private PageSnapshot? Worded(PublicPageId id)
    {
        if (!_pages.TryGetValue(id, out var current))
        {
            return null;
        }

        return !_stale.IsEmpty && IsStale(current) && _stale.TryGetValue(id, out var stale) ? stale : current;
    }

    private void Forget(PublicPageId page)
    {
        _doubted.TryRemove(page, out _);
        _stale.TryRemove(page, out _);
    }

    // Only under the lock: what it is made from must not change meanwhile.
    private void Reindex(PublicPageId? defaultPage)
    {
        var bySlug = _pages.Values.GroupBy(snapshot => snapshot.View.Slug, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First().PageId, StringComparer.Ordinal);
        var moved = _pages.Values.SelectMany(snapshot => snapshot.View.FormerSlugs, (snapshot, slug) => (slug, snapshot.PageId))
            .Where(former => !bySlug.ContainsKey(former.slug)).GroupBy(former => former.slug, former => former.PageId, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _index = new Index(bySlug, moved, defaultPage, defaultPage is { } id && _pages.ContainsKey(id) ? id : null);
    }

    private sealed record Index(
        FrozenDictionary<string, PublicPageId> BySlug, FrozenDictionary<string, PublicPageId> ByFormerSlug, PublicPageId? DefaultId, PublicPageId? Default)
    {
        public static Index Empty { get; } = new(FrozenDictionary<string, PublicPageId>.Empty, FrozenDictionary<string, PublicPageId>.Empty, null, null);
    }
}
