using System.Text;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Serving;

/// <summary>The pages that are shown where there is no status page to show. They need nothing but this process.</summary>
internal static class PlainPages
{
    // The shape of the status that nobody knows.
    private const string Unknown =
        """<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.9" fill="none" stroke="currentColor" stroke-width="1.9" stroke-dasharray="3.6 2.6"/></svg>""";

    public static Task NotFoundAsync(HttpContext http) => SendAsync(
        http, StatusCodes.Status404NotFound, "There is no status page here", "The address may have a typing error, or the page is gone.", isGone: true);

    public static Task NotReadyAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        http.Response.Headers["Refresh"] = "5";
        return SendAsync(http, StatusCodes.Status503ServiceUnavailable, "One moment please", "The status page is starting. Try again in a few seconds.");
    }

    // The words are ours alone: nothing of the request is repeated.
    private static Task SendAsync(HttpContext http, int status, string headline, string words, bool isGone = false)
    {
        var headers = http.Response.Headers;
        http.Response.StatusCode = status;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["X-Robots-Tag"] = "noindex";
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src '{PageAssets.Current.CspHash}'; base-uri 'none'; frame-ancestors 'self'";
        http.Response.ContentType = "text/html; charset=utf-8";
        var html = Encoding.UTF8.GetBytes(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>{headline}</title><style>{PageAssets.Current.Css}</style></head>
            <body{(isGone ? " data-gone" : "")}><main id="main"><section class="card empty alone">{Unknown}<h1>{headline}</h1><p>{words}</p></section></main></body></html>
            """);
        http.Response.ContentLength = html.Length;
        return http.Response.Body.WriteAsync(html, 0, html.Length, http.RequestAborted);
    }
}
