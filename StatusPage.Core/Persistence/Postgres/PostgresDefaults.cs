using Npgsql;

namespace StatusPage.Core.Persistence.Postgres;

/// <summary>The limits under which the product talks to a server. What the operator said in the connection string stays as it is.</summary>
internal static class PostgresDefaults
{
    // Four nodes fit into the hundred sessions that a server has unless somebody raised it. Whoever finds the pool empty waits for Timeout.
    private const int LargestPool = 20;

    // A lock that is held for longer is somebody's mistake, and those who wait for it would hold locks of their own.
    private const int LockSeconds = 5;

    // A process that was stopped in the middle of its work must not hold its locks for longer than a check's lease lasts.
    private const int IdleInTransactionSeconds = 10;

    // Beyond the client's own limit, for a client that cannot cancel any more.
    private const int StatementGraceSeconds = 5;

    // Steps of a migration are small; one that rewrites a large table still has an end.
    private const int MigrationSeconds = 1800;

    private const int TcpKeepAliveSeconds = 10;

    /// <summary>Without these a server that has frozen holds every call for a minute.</summary>
    public static void Apply(NpgsqlConnectionStringBuilder builder, string program)
    {
        SetUnlessSaid(builder, "Timeout", 3);
        SetUnlessSaid(builder, "Command Timeout", 10);
        SetUnlessSaid(builder, "Cancellation Timeout", 1000);
        SetUnlessSaid(builder, "Keepalive", 15);
        SetUnlessSaid(builder, "Maximum Pool Size", Math.Max(LargestPool, builder.MinPoolSize));
        SetUnlessSaid(builder, "Application Name", program);
        SetUnlessSaid(builder, "Options", Options(builder.CommandTimeout > 0 ? builder.CommandTimeout + StatementGraceSeconds : 0));
    }

    /// <summary>The same for migrations: a session of its own, without the limits that are meant for short units of work.</summary>
    public static string ForMigrations(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = MigrationSeconds,

            // So long a wait must not be one for a machine that has gone.
            TcpKeepAlive = true,
            TcpKeepAliveTime = TcpKeepAliveSeconds,
            TcpKeepAliveInterval = TcpKeepAliveSeconds,
        };

        // Still with a limit for locks: a change of a table that waits for one makes everybody else wait behind it. It is tried again.
        builder.Options = $"{builder.Options} -c statement_timeout=0 -c idle_in_transaction_session_timeout=0".Trim();
        return builder.ConnectionString;
    }

    /// <summary>For the session that waits for its turn and keeps it: one call waits for at most <see cref="LockSeconds"/>.</summary>
    public static string ForTurn(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(ForMigrations(connectionString)) { CommandTimeout = 2 * LockSeconds };
        builder.Options = FormattableString.Invariant($"{builder.Options} -c lock_timeout={LockSeconds}s");
        return builder.ConnectionString;
    }

    private static string Options(int statementSeconds) => FormattableString.Invariant(
        $"-c statement_timeout={statementSeconds}s -c lock_timeout={LockSeconds}s -c idle_in_transaction_session_timeout={IdleInTransactionSeconds}s");

    private static void SetUnlessSaid(NpgsqlConnectionStringBuilder builder, string key, object value)
    {
        // ContainsKey is true for every key that Npgsql knows.
        if (!builder.ShouldSerialize(key))
        {
            builder[key] = value;
        }
    }
}
