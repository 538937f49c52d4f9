namespace StatusPage.Web.Live;

/// <summary>
/// Browsers let any site open a socket to any other and send the cookies along; only the Origin header tells. A socket must come from the
/// host that it goes to. Programs send no Origin: they may read the public hub, but the staff side is for browsers.
/// </summary>
internal static class SocketOrigin
{
    private static readonly PathString Circuits = "/_blazor";
    private static readonly PathString Hubs = "/hubs";

    public static void UseSocketOrigin(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsAllowed(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    public static bool IsAllowed(HttpRequest request)
    {
        var circuit = request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase);
        if (!circuit && !request.Path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var origins = request.Headers.Origin;
        return origins.Count switch
        {
            0 => !circuit || IsOwnPlainRead(request),
            1 => IsSame(origins[0], request.Host),
            _ => false,
        };
    }

    /// <summary>
    /// Whether a form was sent from a page of this host. Where a browser says nothing of it, nothing is held against it: such forms do no harm
    /// beyond what anybody can do from their own machine.
    /// </summary>
    public static bool IsOwnForm(HttpRequest request) => request.Headers.Origin is { Count: > 0 } origins
        ? origins.Count == 1 && IsSame(origins[0], request.Host)
        : request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    // For GET within one site browsers leave Origin out and say so in Sec-Fetch-Site, which scripts cannot set.
    private static bool IsOwnPlainRead(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && request.Headers.Upgrade.Count == 0
        && (request.Headers["Sec-Fetch-Site"] == "same-origin" || request.Path == "/_blazor/initializers");

    private static bool IsSame(string? origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return false;
        }

        // Behind a proxy that ends TLS this side sees http: the scheme that counts is the browser's.
        var port = host.Port ?? (address.Scheme == Uri.UriSchemeHttps ? 443 : 80);
        return string.Equals(address.Host, host.Host, StringComparison.OrdinalIgnoreCase) && address.Port == port;
    }
}
