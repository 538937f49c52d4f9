using StatusPage.Core.Persistence;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Hosting;

/// <summary>Pages that need the database wait for it politely instead of failing.</summary>
internal static class DatabaseGate
{
    private const int RetrySeconds = 3;

    private static readonly PathString[] Waiting = ["/admin", "/account", "/setup"];

    public static void UseDatabaseGate(this WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<DatabaseReadiness>();
        app.Use((context, next) => readiness.IsReady || !Waits(context.Request.Path) ? next(context) : SayStarting(context));
    }

    public static Task SayStarting(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["Refresh"] = context.Response.Headers.RetryAfter;
        return StaticPage.ShowAsync<NoticePage>(context, StatusCodes.Status503ServiceUnavailable, new()
        {
            [nameof(NoticePage.Title)] = "Starting",
            [nameof(NoticePage.Text)] = "The database is being prepared or cannot be reached yet. This page tries again by itself.",
        });
    }

    private static bool Waits(PathString path) => path == "/" || Waiting.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
