using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>A page as far as it takes to know whether its snapshot is current, and who may see it.</summary>
public sealed record PageHead(
    PublicPageId Id, OrganizationId OrganizationId, string Slug, bool IsDefault, PageVisibility Visibility, long ContentVersion);

/// <summary>Of every organisation: for rendering and serving, where the page alone decides.</summary>
public interface IPageQueries
{
    Task<IReadOnlyList<PageHead>> HeadsAsync(CancellationToken cancellationToken);

    /// <summary>The facts of a page, at least as new as its content version in them says; null when there is no such page.</summary>
    Task<PageFacts?> FactsAsync(PublicPageId page, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The stored snapshot, or null when there is none newer than what the caller has.</summary>
    Task<RenderedPage?> NewerSnapshotAsync(PublicPageId page, long version, DateTimeOffset renderedAt, CancellationToken cancellationToken);
}
