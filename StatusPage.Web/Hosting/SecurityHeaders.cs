namespace StatusPage.Web.Hosting;

/// <summary>What browsers are told not to do with the pages. A later step of the pipeline may replace what is set here.</summary>
internal static class SecurityHeaders
{
    /// <summary>For the staff side: no script but the program's own files, no frame but its own preview of a page. MudBlazor writes style attributes and its theme as an inline sheet.</summary>
    public const string StaffPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>For the pages before it: log-in, setup, notices.</summary>
    public const string StaticPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    private static readonly PathString[] Staff = ["/admin", "/account", "/setup", "/_blazor"];

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        Apply(context);
        return next(context);
    });

    /// <summary>Once more after a failure, which takes all headers away.</summary>
    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = Permissions;
        if (IsStaff(context.Request.Path))
        {
            // Addresses of the staff side are nobody's business; the setup code is in one.
            headers["Referrer-Policy"] = "same-origin";
            headers.XFrameOptions = "DENY";
            headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) ? StaffPolicy : StaticPolicy;
        }
    }

    private static bool IsStaff(PathString path) => Staff.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
