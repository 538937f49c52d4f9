using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;
using StatusPage.Web.Account;
using StatusPage.Web.Shell;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Pages;

/// <summary>A page as it would be with settings that nobody has saved, for a frame on the staff side.</summary>
internal static class PagePreviews
{
    // The page's own rules without its script: it would follow the saved page, and this is another.
    private static readonly string Policy =
        $"default-src 'none'; style-src '{PageAssets.Current.CspHash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static string PathOf(PublicPageId page) => $"/admin/pages/{page.Value}/preview";

    public static void MapPagePreviews(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/pages/{id:guid}/preview", ShowAsync).RequireAuthorization();

    private static async Task<IResult> ShowAsync(
        HttpContext context, Guid id, string? name, string? zone, IActors actors, IPagePreviews previews, SnapshotHtml html, TimeProvider time, CancellationToken cancellationToken)
    {
        var actor = SessionTicket.From(context.User)?.User is { } user ? await actors.FindAsync(user, address: null, cancellationToken) : null;
        if (actor is null)
        {
            return ShellFeature.NotFound(context);
        }

        var view = await previews.ViewAsync(actor.OrganizationId, new PublicPageId(id), name, zone, cancellationToken);
        var headers = context.Response.Headers;
        headers.Remove("X-Frame-Options");
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        return Results.Content(await html.RenderAsync(view, root: "", stale: false, time.GetUtcNow()), "text/html; charset=utf-8");
    }
}
