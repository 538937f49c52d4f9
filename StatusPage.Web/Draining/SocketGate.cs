namespace StatusPage.Web.Draining;

/// <summary>
/// Refuses new sockets on a node that is leaving, so that a proxy tries the next one, and asks proxies not to keep connections that are about
/// to end. Without it clients come back to the stopping server, which then waits for them (github.com/dotnet/aspnetcore/issues/58947).
/// </summary>
internal static class SocketGate
{
    private const string RetrySeconds = "1";
    private const string RetryWhenFullSeconds = "3";

    private static readonly PathString Circuits = "/_blazor";
    private static readonly PathString Hubs = "/hubs";

    // A browser that leaves says so here.
    private static readonly PathString Goodbye = "/_blazor/disconnect";

    /// <summary>Belongs first of all.</summary>
    public static void UseSocketGate(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        var cookie = app.Services.GetRequiredService<NodeCookie>();
        var arrivals = app.Services.GetRequiredService<ArrivalRate>();
        app.Use((context, next) =>
        {
            var state = drain.State;
            if (state is not DrainState.Serving && HttpProtocol.IsHttp11(context.Request.Protocol) && !AsksForSocket(context.Request))
            {
                context.Response.Headers.Connection = "close";
            }

            cookie.Apply(context, state);
            if (IsRefused(context.Request, state))
            {
                context.Response.Headers.Connection = "close";
                return Refuse(context.Response, RetrySeconds);
            }

            // Circuits are few, and each is somebody at work.
            return AsksForSocket(context.Request) && context.Request.Path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase) && !arrivals.TryTake()
                ? Refuse(context.Response, RetryWhenFullSeconds)
                : next(context);
        });
    }

    private static Task Refuse(HttpResponse response, string retrySeconds)
    {
        response.Headers.RetryAfter = retrySeconds;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private static bool IsRefused(HttpRequest request, DrainState state) => state switch
    {
        DrainState.Serving or DrainState.Draining => false,

        // With an id it belongs to a socket that is open or half open, which is to go in its own time.
        DrainState.Moving => IsSocket(request.Path) && !request.Query.ContainsKey("id") && request.Path != Goodbye,
        DrainState.Stopping => IsSocket(request.Path),
    };

    private static bool AsksForSocket(HttpRequest request) => request.Headers.Upgrade.Count > 0;

    private static bool IsSocket(PathString path) =>
        path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase);
}
