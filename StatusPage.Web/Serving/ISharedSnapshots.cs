using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>
/// Snapshots in a place that all Web nodes reach without the database. It may be away or lose what it has: then there is nothing to be found,
/// soon, and nothing fails. For one caller at a time.
/// </summary>
internal interface ISharedSnapshots
{
    /// <summary>Whether it seems worth asking again in a moment.</summary>
    bool IsUp { get; }

    /// <summary>Puts a snapshot there unless a newer one is.</summary>
    Task PutAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken);

    /// <summary>A snapshot of the page that has at least this version and whose words still hold; null when there is none.</summary>
    Task<PageSnapshot?> FindAsync(PublicPageId page, long version, CancellationToken cancellationToken);

    /// <summary>Everything that may take the place of what <paramref name="held"/> says is here; each with whether it is the default page.</summary>
    Task<IReadOnlyList<(PageSnapshot Snapshot, bool IsDefault)>> NewerAsync(Func<PublicPageId, PageSnapshot?> held, CancellationToken cancellationToken);

    /// <summary>Makes what is there what the database has just confirmed, where that may have been missed.</summary>
    Task AgreeAsync(IReadOnlyCollection<PageSnapshot> confirmed, PublicPageId? defaultPage, CancellationToken cancellationToken);

    /// <summary>Takes away a page that is gone, or not for everybody any more.</summary>
    Task ForgetAsync(PublicPageId page, CancellationToken cancellationToken);
}
