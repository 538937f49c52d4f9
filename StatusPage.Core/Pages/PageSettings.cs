namespace StatusPage.Core.Pages;

/// <summary>What people decide about a page, apart from what stands on it.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="IsDefault">Whether it stands at the root of the installation.</param>
public sealed record PageSettings(string Name, string Slug, string TimeZone, PageVisibility Visibility, bool IsDefault);

/// <summary>What is to stand at the root of the installation in place of a page that leaves it.</summary>
/// <param name="Page">Null: nothing; visitors of the root are told where staff log in.</param>
public sealed record PageAtRoot(PublicPageId? Page);
