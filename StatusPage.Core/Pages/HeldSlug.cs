using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>
/// A slug that a page has or had, and that is its own until it is given up: visitors who come by an old one are led to the page. Its own key,
/// so that no two pages can hold the same. A page of an older release has no row for the slug that it was made with.
/// </summary>
public sealed class HeldSlug(string slug, OrganizationId organizationId, PublicPageId pageId, DateTimeOffset since) : IOwned
{
    public string Slug { get; private set; } = slug;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public PublicPageId PageId { get; private set; } = pageId;

    /// <summary>When the page got it first.</summary>
    public DateTimeOffset Since { get; private set; } = since;
}
