using Npgsql;

namespace StatusPage.Bench;

/// <summary>A database of its own, on a server that was named or is started for the run.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly OwnPostgres? _own;
    private readonly string _server;

    private BenchServer(OwnPostgres? own, string server)
    {
        _own = own;
        _server = server;
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = $"bench_{Guid.CreateVersion7():n}" }.ConnectionString;
    }

    /// <summary>Of the server, to make another database there.</summary>
    public string Address => _server;

    /// <summary>Of the empty database.</summary>
    public string ConnectionString { get; }

    public static async Task<BenchServer> FindAsync(string? named)
    {
        var own = named is null ? await OwnPostgres.StartAsync() : null;
        var server = new BenchServer(own, named ?? own!.ConnectionString);
        await server.ExecuteAsync($"CREATE DATABASE {server.Name}");
        return server;
    }

    public async Task<string> DescribeAsync()
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')", connection);
        return $"database  PostgreSQL {await command.ExecuteScalarAsync()}, {(_own is null ? "a server that was named" : "a server of its own with its defaults")}";
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
        NpgsqlConnection.ClearAllPools();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database ?? "";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }
}
