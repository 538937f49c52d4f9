using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>A page among others.</summary>
/// <param name="Address">In full.</param>
/// <param name="Status">The worst that it says now; unknown for one on which nothing stands.</param>
public sealed record PageRow(
    PublicPageId Id, string Name, string Slug, string Address, PageVisibility Visibility, bool IsDefault, int Components, ComponentStatus Status, int Version);

/// <param name="Until">Before this it can be brought back.</param>
public sealed record ArchivedPage(PublicPageId Id, string Name, string Slug, DateTimeOffset ArchivedAt, DateTimeOffset Until);

/// <param name="InUse">By name.</param>
/// <param name="Archived">Those that can still be brought back, the latest first.</param>
public sealed record PageList(IReadOnlyList<PageRow> InUse, IReadOnlyList<ArchivedPage> Archived);

/// <summary>What stands at the root of the installation.</summary>
public enum RootState
{
    /// <summary>Nothing.</summary>
    Empty,
    OwnPage,
    OtherOrganization,
}

/// <summary>What is around a page, as whoever sets one up has to know it.</summary>
/// <param name="Base">What every page's address begins with, up to <c>/s/</c>.</param>
/// <param name="RootPage">The own page that stands at the root, or null.</param>
/// <param name="Others">The organisation's other pages in use, by name.</param>
public sealed record PageSurroundings(string Base, RootState Root, PageChoice? RootPage, IReadOnlyList<PageChoice> Others);

public sealed record PageChoice(PublicPageId Id, string Name);

/// <param name="FormerSlugs">They lead to it from before, in the order in which it got them.</param>
public sealed record PageDetails(PublicPageId Id, PageSettings Settings, int Version, DateTimeOffset? ArchivedAt, IReadOnlyList<string> FormerSlugs);

/// <summary>Pages as staff see them.</summary>
public interface IPageLists
{
    Task<PageList> ListAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Null when there is no such page; archived ones are found.</summary>
    Task<PageDetails?> FindAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken);

    /// <param name="page">The page that is set up.</param>
    Task<PageSurroundings> AroundAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken);

    /// <summary>Where staff find their own public page, from the installation's root: that root, or a page's own path. Null when there is none.</summary>
    Task<string?> FrontAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <summary>Why the page cannot have the slug, in words for whoever types it; null when it can.</summary>
    /// <param name="page">May be one that is not made yet.</param>
    Task<string?> SlugProblemAsync(OrganizationId organization, PublicPageId page, string slug, CancellationToken cancellationToken);
}
