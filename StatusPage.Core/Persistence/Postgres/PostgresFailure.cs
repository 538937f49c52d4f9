using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>What a failure says about what to do next.</summary>
internal static class PostgresFailure
{
    private const string ConnectionExceptions = "08";

    // Out of disk, memory or connections.
    private const string Exhausted = "53";

    /// <summary>
    /// Deadlock, serialization failure, a server that is going away or a connection that has broken, as a pooled one does when the server was
    /// restarted: the transaction is known not to have been committed, or its writes are guarded by ids and tokens made before it began.
    /// A server that does not answer is none of these: asking it again would only take twice as long.
    /// </summary>
    public static bool IsPassing(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        PostgresException said => IsOfTheConnection(said),
        NpgsqlException { InnerException: IOException or SocketException } => true,
        DbUpdateConcurrencyException => false,
        { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };

    /// <summary>Whether anything else that is asked of the database would fail now for the same reason.</summary>
    public static bool IsAway(Exception failure) => failure switch
    {
        PostgresException said => IsOfTheConnection(said) || said.SqlState.StartsWith(Exhausted, StringComparison.Ordinal),
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
        SocketException or TimeoutException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    private static bool IsOfTheConnection(PostgresException said) =>
        said.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
        || said.SqlState.StartsWith(ConnectionExceptions, StringComparison.Ordinal);
}
