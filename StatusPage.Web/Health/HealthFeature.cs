using StatusPage.Core.Persistence;
using StatusPage.Web.Serving;

namespace StatusPage.Web.Health;

/// <summary>What a load balancer asks. No answer waits for a database.</summary>
internal static class HealthFeature
{
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    // The shelf asks every second; after this many without an answer the database counts as away.
    private static readonly TimeSpan DatabaseHeldFor = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<JobsPulse>().AddHostedService(provider => provider.GetRequiredService<JobsPulse>());

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", GetAndHead, () => Results.Text("alive\n")).AllowAnonymous().DisableHttpMetrics();
        routes.MapMethods("/health/ready", GetAndHead, Ready).AllowAnonymous().DisableHttpMetrics();
    }

    private static IResult Ready(
        SnapshotShelf shelf, DatabaseReadiness readiness, JobsPulse jobs, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        var stopping = lifetime.ApplicationStopping.IsCancellationRequested;
        var ready = !stopping && (readiness.IsReady || !shelf.IsEmpty);
        var reached = shelf.ConfirmedAt is { } confirmed && time.GetUtcNow() - confirmed < DatabaseHeldFor;
        return Results.Json(
            new ReadyView(
                stopping ? "stopping" : ready ? "ready" : "starting",
                reached ? "up" : "down",
                Redis: "none",
                readiness.IsReady,
                jobs.LastHeardAt),
            JsonForms.Snake,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record ReadyView(string Status, string Database, string Redis, bool Migrated, DateTimeOffset? JobsLastHeard);
}
