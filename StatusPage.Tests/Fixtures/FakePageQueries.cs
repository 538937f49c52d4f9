using System.Collections.Concurrent;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Fixtures;

/// <summary>Pages without components; what fails and how is said by the test.</summary>
internal sealed class FakePageQueries : IPageQueries
{
    private readonly ConcurrentDictionary<PublicPageId, PublicPage> _pages = new();
    private readonly ConcurrentDictionary<PublicPageId, int> _read = new();

    /// <summary>What other nodes have stored.</summary>
    public ConcurrentDictionary<PublicPageId, RenderedPage> Stored { get; } = new();

    /// <summary>Pages whose facts cannot be read, and what reading them throws.</summary>
    public ConcurrentDictionary<PublicPageId, Exception> Broken { get; } = new();

    /// <summary>Pages whose stored snapshots cannot be read, and what reading them throws.</summary>
    public ConcurrentDictionary<PublicPageId, Exception> Unreadable { get; } = new();

    /// <summary>Thrown by whatever is asked, as long as it is there.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How often the facts of a page have been read: once a render.</summary>
    public int Renders(PublicPageId page) => _read.GetValueOrDefault(page);

    public void Put(PublicPage page) => _pages[page.Id] = page;

    public void Remove(PublicPageId page) => _pages.TryRemove(page, out _);

    public Task<IReadOnlyList<PageHead>> HeadsAsync(CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<PageHead>>(
        [
            .. _pages.Values.OrderBy(page => page.Slug, StringComparer.Ordinal)
                .Select(page => new PageHead(page.Id, page.OrganizationId, page.Slug, page.IsDefault, page.Visibility, page.ContentVersion)),
        ]);
    }

    public Task<PageFacts?> FactsAsync(PublicPageId page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        _read.AddOrUpdate(page, 1, (_, count) => count + 1);
        if (Broken.TryGetValue(page, out var broken))
        {
            throw broken;
        }

        return Task.FromResult(_pages.TryGetValue(page, out var found)
            ? new PageFacts(found, [], [], Array.Empty<StatusStatement>().ToLookup(_ => default(ServiceComponentId)), [])
            : null);
    }

    public Task<RenderedPage?> NewerSnapshotAsync(PublicPageId page, long version, DateTimeOffset renderedAt, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        if (Unreadable.TryGetValue(page, out var unreadable))
        {
            throw unreadable;
        }

        var newer = Stored.TryGetValue(page, out var stored)
            && (stored.ContentVersion > version || (stored.ContentVersion == version && stored.RenderedAt > renderedAt));
        return Task.FromResult(newer ? stored : null);
    }

    private void ThrowIfAway()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
