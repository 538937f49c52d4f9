using System.Collections.Concurrent;
using StatusPage.Core.Pages;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Fixtures;

/// <summary>What other nodes have put where all find it; empty and away unless a test says otherwise.</summary>
internal sealed class FakeSharedSnapshots : ISharedSnapshots
{
    private readonly ConcurrentDictionary<PublicPageId, (PageSnapshot Snapshot, bool IsDefault)> _pages = new();

    public bool IsUp { get; set; }

    public ICollection<PublicPageId> Pages => _pages.Keys;

    public Task PutAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken)
    {
        if (IsUp)
        {
            _pages[snapshot.PageId] = (snapshot, isDefault);
        }

        return Task.CompletedTask;
    }

    public Task<PageSnapshot?> FindAsync(PublicPageId page, long version, CancellationToken cancellationToken) =>
        Task.FromResult(IsUp && _pages.TryGetValue(page, out var found) && found.Snapshot.Version >= version ? found.Snapshot : null);

    public Task<IReadOnlyList<(PageSnapshot Snapshot, bool IsDefault)>> NewerAsync(
        Func<PublicPageId, PageSnapshot?> held, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(PageSnapshot, bool)>>(
            IsUp ? [.. _pages.Values.Where(one => held(one.Snapshot.PageId) is not { } here || here.Version < one.Snapshot.Version)] : []);

    public Task AgreeAsync(IReadOnlyCollection<PageSnapshot> confirmed, PublicPageId? defaultPage, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ForgetAsync(PublicPageId page, CancellationToken cancellationToken)
    {
        _pages.TryRemove(page, out _);
        return Task.CompletedTask;
    }
}
