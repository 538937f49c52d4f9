using StatusPage.Core.Live;
using StatusPage.Core.Persistence;
using StatusPage.Web.Draining;
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
        HttpContext http, SnapshotShelf shelf, DatabaseReadiness readiness, JobsPulse jobs, Drain drain, TimeProvider time)
    {
        var state = drain.State;
        var ready = state is DrainState.Serving && (readiness.IsReady || !shelf.IsEmpty);
        var reached = shelf.ConfirmedAt is { } confirmed && time.GetUtcNow() - confirmed < DatabaseHeldFor;
        return Results.Json(
            new ReadyView(
                Word(state, ready),
                reached ? "up" : "down",
                Said(http.RequestServices.GetService<RedisLink>()),
                readiness.IsReady,
                jobs.LastHeardAt),
            JsonForms.Snake,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Said(RedisLink? redis) => redis switch
    {
        null => "none",
        { IsUp: true } => "up",
        _ => "down",
    };

    private static string Word(DrainState state, bool ready) => state switch
    {
        DrainState.Serving => ready ? "ready" : "starting",
        DrainState.Draining or DrainState.Moving => "draining",
        DrainState.Stopping => "stopping",
    };

    private sealed record ReadyView(string Status, string Database, string Redis, bool Migrated, DateTimeOffset? JobsLastHeard);
}
