using System.Diagnostics;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Serving;

/// <summary>Turns a view into files. Safe to use from several threads.</summary>
internal sealed class SnapshotRenderer(SnapshotHtml html)
{
    public static readonly ActivitySource Activities = new("StatusPage.Snapshots");

    public Task<PageSnapshot> RenderAsync(PublicPageId page, OrganizationId organization, PageView view) => RenderAsync(page, organization, view, staleSince: null);

    /// <param name="staleSince">Since when nobody has confirmed the view; the page then says so. Null for a current one.</param>
    public async Task<PageSnapshot> RenderAsync(PublicPageId page, OrganizationId organization, PageView view, DateTimeOffset? staleSince)
    {
        using var activity = Activities.StartActivity("render");
        return new PageSnapshot(
            page, organization, view, await FilesAsync(view, $"/s/{view.Slug}", staleSince), await FilesAsync(view, root: "", staleSince));
    }

    private async Task<Dictionary<string, SnapshotFile>> FilesAsync(PageView view, string root, DateTimeOffset? staleSince) => new(StringComparer.Ordinal)
    {
        [""] = SnapshotFile.From("text/html; charset=utf-8", await html.RenderAsync(view, root, staleSince is not null, staleSince)),
        ["status.txt"] = SnapshotFile.From("text/plain; charset=utf-8", StatusText.Of(view, staleSince)),
    };
}
