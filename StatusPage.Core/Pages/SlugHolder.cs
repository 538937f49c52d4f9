using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>The page that has a slug.</summary>
/// <param name="IsCurrent">Else it had it before, and it leads there.</param>
internal sealed record SlugHolder(PublicPageId Page, OrganizationId OrganizationId, string Name, bool IsCurrent, bool IsArchived)
{
    /// <summary>Why a page of this organisation cannot have it; null when it can. Of other organisations nothing is told but that they were first.</summary>
    /// <param name="page">The page that is to have it; null for one that is not made yet.</param>
    public string? Refusal(PublicPageId? page, OrganizationId organization, string slug) => this switch
    {
        _ when Page == page => null,
        _ when OrganizationId != organization => $"The address {slug} is taken; choose another.",
        { IsArchived: true } => $"The address {slug} belongs to {Name}, which is archived; choose another.",
        { IsCurrent: true } => $"The address {slug} is that of {Name}; choose another.",
        _ => $"The address {slug} leads to {Name}, which had it before; choose another, or give it up in that page's settings.",
    };
}
