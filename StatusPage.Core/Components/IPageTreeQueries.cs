using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

public interface IPageTreeQueries
{
    /// <summary>All of a page's groups and components; null when the organisation has no such page in use.</summary>
    Task<PageTree?> ReadAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken);
}
