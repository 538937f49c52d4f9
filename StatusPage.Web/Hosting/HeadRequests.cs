namespace StatusPage.Web.Hosting;

/// <summary>
/// Answers HEAD like GET: routes are made for GET alone, and whoever checks links would be told that a page is not there. The server knows
/// what was asked for and sends no body.
/// </summary>
internal static class HeadRequests
{
    // Sockets and what belongs to them are asked by programs that know the protocol.
    private static readonly PathString[] Others = ["/_blazor", "/hubs"];

    public static void UseHeadRequests(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !Others.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
