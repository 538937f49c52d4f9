using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>A page's snapshot on its way to or from the database.</summary>
/// <param name="View">The <see cref="PageView"/> as JSON.</param>
/// <param name="Bundle">The rendered files, in a form that only Web knows.</param>
public sealed record RenderedPage(
    PublicPageId PageId,
    OrganizationId OrganizationId,
    long ContentVersion,
    DateTimeOffset RenderedAt,
    DateTimeOffset ValidUntil,
    string View,
    byte[] Bundle);
