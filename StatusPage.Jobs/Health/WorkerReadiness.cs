using Microsoft.AspNetCore.Http;
using StatusPage.Core.Persistence;

namespace StatusPage.Jobs.Health;

/// <summary>A worker is ready while it can reach a database whose schema is current; without one it can do nothing.</summary>
internal static class WorkerReadiness
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static async Task<IResult> AnswerAsync(
        Database database, DatabaseReadiness readiness, TimeProvider time, CancellationToken cancellationToken)
    {
        var reachable = await IsReachableAsync(database, time, cancellationToken);
        var isReady = reachable && readiness.IsReady;
        return Results.Json(
            new { ready = isReady, database = reachable, migrated = readiness.IsReady },
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> IsReachableAsync(Database database, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await database
                .ReadAsync(DataScope.Everything, context => context.Database.CanConnectAsync(cancellationToken), cancellationToken)
                .WaitAsync(Longest, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
