using System.Globalization;
using StatusPage.Core.Persistence;
using StatusPage.Web.Subscribers;

namespace StatusPage.Web.Serving;

/// <summary>
/// Answers everything about public pages from the shelf, before routing, authentication or any other machinery: one look-up a request. What
/// is no page's address goes on to the rest of the application.
/// </summary>
internal sealed class PublicPageMiddleware(RequestDelegate next, SnapshotShelf shelf, DatabaseReadiness readiness)
{
    private const string Below = "/s/";
    private const string Live = "live.json";
    private const string Text = "status.txt";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.Value is not { Length: > 0 } path)
        {
            // "OPTIONS *" asks about the server as a whole and has no path.
            return next(http);
        }

        if (path.StartsWith(Below, StringComparison.Ordinal))
        {
            return AtSlugAsync(http, path.AsSpan(Below.Length));
        }

        var name = path.AsSpan(1);
        if (shelf.ServeDefault() is { } page)
        {
            return name is Live || page.AtHost.ContainsKey(path[1..]) ? SendAsync(http, page, path[1..], atHost: true) : next(http);
        }

        // Migrated but not read yet, as after each restart: viewers of the root would be sent to the log-in in place of the page.
        return name is "" or Text or Live && readiness.IsReady && shelf.ConfirmedAt is null ? PlainPages.NotReadyAsync(http) : next(http);
    }

    private Task AtSlugAsync(HttpContext http, ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        var slug = (slash < 0 ? rest : rest[..slash]).ToString();
        if (shelf.Serve(slug) is not { } page)
        {
            if (shelf.ServeMoved(slug) is { } moved)
            {
                return AtFormerSlug(http, moved, slash < 0 ? "" : rest[(slash + 1)..].ToString());
            }

            // Until the database has been heard of nobody knows that there is no such page.
            return shelf.ConfirmedAt is null ? PlainPages.NotReadyAsync(http) : PlainPages.NotFoundAsync(http);
        }

        if (slash == rest.Length - 1)
        {
            // The page has one address, so that its relative links and its cache entries are one too.
            http.Response.Redirect($"{http.Request.PathBase}{Below}{slug}{http.Request.QueryString}", permanent: true, preserveMethod: true);
            return Task.CompletedTask;
        }

        // The one thing below a page that is not the same for everybody.
        var name = slash < 0 ? "" : rest[(slash + 1)..].ToString();
        return name is SubscriptionEndpoints.Subscribe ? next(http) : SendAsync(http, page, name, atHost: false);
    }

    private static Task AtFormerSlug(HttpContext http, PageSnapshot page, string name)
    {
        if (name is not ("" or Live or SubscriptionEndpoints.Subscribe) && !page.AtSlug.ContainsKey(name))
        {
            return PlainPages.NotFoundAsync(http);
        }

        // For good, and by the same method; but not kept by anybody: browsers would go in circles after the page has got its old slug back.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect(
            $"{http.Request.PathBase}{Below}{page.View.Slug}{(name.Length > 0 ? $"/{name}" : "")}{http.Request.QueryString}", permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }

    private Task SendAsync(HttpContext http, PageSnapshot page, string name, bool atHost)
    {
        var files = atHost ? page.AtHost : page.AtSlug;
        if (name != Live && !files.ContainsKey(name))
        {
            return PlainPages.NotFoundAsync(http);
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        return name == Live ? LiveAsync(http, page) : SnapshotResponse.SendAsync(http, files[name], shelf.AsOf(page));
    }

    private Task LiveAsync(HttpContext http, PageSnapshot page)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "application/json";
        var asOf = shelf.AsOf(page).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var json = string.Create(CultureInfo.InvariantCulture, $"{{\"version\":{page.Version},\"as_of\":\"{asOf}\"}}");
        http.Response.ContentLength = json.Length;
        return http.Response.WriteAsync(json, http.RequestAborted);
    }
}
