using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Builders;

/// <summary>Pages as the database holds them.</summary>
internal static class PublicPages
{
    public static PublicPageId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static PublicPage Page(
        int number = 1, string slug = "demo", long version = 1, bool isDefault = false, PageVisibility visibility = PageVisibility.Public)
    {
        var page = new PublicPage(Id(number), new OrganizationId(new Guid(7, 0, 0, new byte[8])), "Northwind", slug, "Europe/Berlin", PageViews.Noon.AddDays(-1));
        if (isDefault)
        {
            page.MakeDefault();
        }

        // Only the database raises a version, and no command changes who may see a page yet.
        Set(page, nameof(PublicPage.ContentVersion), version);
        Set(page, nameof(PublicPage.Visibility), visibility);
        return page;
    }

    private static void Set(PublicPage page, string property, object value) => typeof(PublicPage).GetProperty(property)!.SetValue(page, value);
}
