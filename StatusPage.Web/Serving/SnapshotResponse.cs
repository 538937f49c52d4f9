using System.Globalization;
using Microsoft.Extensions.Primitives;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Serving;

/// <summary>Sends a file of a snapshot: headers, the conditional request, the right encoding.</summary>
internal static class SnapshotResponse
{
    public const string AsOfHeader = "X-Status-As-Of";

    private static readonly StringValues ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src '{PageAssets.Current.CspHash}'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static Task SendAsync(HttpContext http, SnapshotFile file, DateTimeOffset asOf)
    {
        var headers = http.Response.Headers;
        var encoding = ContentEncodings.Best(http.Request.Headers.AcceptEncoding);
        headers.ETag = ETag(file, encoding);
        headers.Vary = "Accept-Encoding";

        // Caches may keep it but have to ask: an answer without news is 304 and costs nothing.
        headers.CacheControl = "public, no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers[AsOfHeader] = asOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (IsKnown(http.Request.Headers.IfNoneMatch, file))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return SendAsync(http, file, encoding);
    }

    /// <summary>Only the content, in the form that goes with the encoding.</summary>
    public static Task SendAsync(HttpContext http, SnapshotFile file, ContentEncoding encoding)
    {
        var headers = http.Response.Headers;
        var body = encoding switch
        {
            ContentEncoding.Brotli => file.Brotli,
            ContentEncoding.Gzip => file.Gzip,
            ContentEncoding.Identity => file.Identity,
        };
        if (encoding is not ContentEncoding.Identity)
        {
            headers.ContentEncoding = encoding is ContentEncoding.Brotli ? "br" : "gzip";
        }

        headers.ContentType = file.ContentType;
        headers.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, 0, body.Length, http.RequestAborted);
    }

    // Each form has its own, as the bytes differ; a client that has any of them has the content.
    private static string ETag(SnapshotFile file, ContentEncoding encoding) => encoding switch
    {
        ContentEncoding.Brotli => $"\"{file.Hash}-br\"",
        ContentEncoding.Gzip => $"\"{file.Hash}-gz\"",
        ContentEncoding.Identity => $"\"{file.Hash}\"",
    };

    private static bool IsKnown(StringValues ifNoneMatch, SnapshotFile file)
    {
        foreach (var line in ifNoneMatch)
        {
            if (line is not null && (line.Contains($"\"{file.Hash}", StringComparison.Ordinal) || line.AsSpan().Trim() is "*"))
            {
                return true;
            }
        }

        return false;
    }
}
