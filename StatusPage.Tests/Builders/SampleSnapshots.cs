using System.Globalization;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Builders;

/// <summary>Snapshots that were not rendered: their files only say which they are.</summary>
internal static class SampleSnapshots
{
    public static readonly OrganizationId Organization = new(new Guid(7, 0, 0, new byte[8]));

    /// <param name="after">Rendered so long after noon.</param>
    public static PageSnapshot Snapshot(int page = 1, string slug = "demo", long version = 1, TimeSpan after = default, string words = "current")
    {
        var view = PageViews.Page(version: version, groups: [], recent: []) with
        {
            Id = PublicPages.Id(page).ToString(),
            Slug = slug,
            RenderedAt = PageViews.Noon + after,
            ValidUntil = PageViews.Noon + after + TimeSpan.FromMinutes(5),
        };
        return Of(view, PublicPages.Id(page), words);
    }

    private static PageSnapshot Of(PageView view, PublicPageId page, string words) => new(
        page, Organization, view, Files(view, words, "slug"), Files(view, words, "host"));

    private static Dictionary<string, SnapshotFile> Files(PageView view, string words, string root) => new(StringComparer.Ordinal)
    {
        [""] = SnapshotFile.From("text/html; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"<p>{view.Slug} {view.Version} {words} {root}</p>")),
        ["status.txt"] = SnapshotFile.From("text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"{view.Slug} {view.Version} {words}\n")),
    };
}
