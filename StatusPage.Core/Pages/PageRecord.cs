using System.Text.Json;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

/// <summary>A page as the audit tells of it: all that people decide, always the same members.</summary>
internal static class PageRecord
{
    public static async Task<string> JsonAsync(StatusPageContext context, PublicPage page, CancellationToken cancellationToken) => JsonSerializer.Serialize(
        new
        {
            page.Name,
            page.Slug,
            FormerSlugs = await PageSlugs.FormerAsync(context, page, cancellationToken),
            page.TimeZone,
            Visibility = EnumWords<PageVisibility>.ToWord(page.Visibility),
            page.IsDefault,
            page.ArchivedAt,
        },
        JsonSerializerOptions.Web);
}
