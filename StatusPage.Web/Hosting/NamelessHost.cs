namespace StatusPage.Web.Hosting;

/// <summary>HTTP/1.0 and some probes name no host, and pages that are rendered for the request cannot be without one.</summary>
internal static class NamelessHost
{
    private static readonly HostString Stand = new("localhost");

    public static void UseNamelessHost(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Host.HasValue)
        {
            context.Request.Host = Stand;
        }

        return next(context);
    });
}
