using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

public interface IPagePreviews
{
    /// <summary>
    /// What visitors would see if a page were saved as it is typed. What cannot be used of it is left as it is. One that is not made yet is
    /// empty, or stands as the one that it clones.
    /// </summary>
    /// <param name="page">Or the one that is cloned; of what the organisation does not have nothing is shown.</param>
    Task<PageView> ViewAsync(OrganizationId organization, PublicPageId page, string? name, string? timeZone, CancellationToken cancellationToken);
}
