using StatusPage.Web.Shell;

namespace StatusPage.Web.Draining;

/// <summary>A port for the orchestrator alone: health, and the call that begins the drain. The public port knows nothing of that call.</summary>
internal static class ManagementPort
{
    private static readonly string[] GetAndPost = [HttpMethods.Get, HttpMethods.Post];
    private static readonly PathString Health = "/health";
    private static readonly PathString DrainCall = "/drain";

    /// <summary>Nothing else is to be had on that port. Belongs before everything that answers.</summary>
    public static void UseManagementPort(this WebApplication app)
    {
        if (app.Services.GetRequiredService<DrainSettings>().ManagementPort is { } port)
        {
            app.Use((context, next) =>
            {
                var path = context.Request.Path;
                if (context.Connection.LocalPort != port || path == DrainCall || path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase))
                {
                    return next(context);
                }

                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    // Kubernetes sends GET before it stops a container, and can send nothing else. Mapped for all methods, since on the public port none of
    // them is to be known.
    public static void MapManagementPort(this WebApplication app)
    {
        if (app.Services.GetRequiredService<DrainSettings>().ManagementPort is { } port)
        {
            app.Map(DrainCall, (HttpContext context, Drain drain) => AnswerAsync(context, drain, port)).AllowAnonymous().DisableAntiforgery();
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Drain drain, int port)
    {
        if (context.Connection.LocalPort != port)
        {
            return ShellFeature.NotFound(context);
        }

        if (!GetAndPost.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.Headers.Allow = string.Join(", ", GetAndPost);
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        // Once begun it goes on, also when the caller does not wait for its end.
        await drain.RunAsync().WaitAsync(context.RequestAborted);
        return Results.Text("drained\n");
    }
}
