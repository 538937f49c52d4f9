using Npgsql;
using StatusPage.Tests.Fixtures;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace StatusPage.Tests.Fixtures;

/// <summary>
/// One PostgreSQL server for the whole run: the one that TEST_POSTGRES names, else a container. It is looked for when the first test asks, so
/// that tests without a database run where there is neither.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _server;
    private readonly Lazy<Task<string>> _template;
    private PostgreSqlContainer? _container;

    public PostgresServer()
    {
        _server = new Lazy<Task<string>>(StartAsync);
        _template = new Lazy<Task<string>>(CreateTemplateAsync);
    }

    /// <summary>The connection string of a new database, empty or with the current schema.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated = true) => migrated
        ? await CreateAsync($" TEMPLATE {new NpgsqlConnectionStringBuilder(await _template.Value).Database}")
        : await CreateAsync("");

    /// <summary>Of the server itself, by a user who may create databases.</summary>
    public Task<string> AddressAsync() => _server.Value;

    /// <summary>Removes a database, whoever is still connected to it.</summary>
    public async Task DropAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await RunAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_template.IsValueCreated && _template.Value.IsCompletedSuccessfully)
        {
            await DropAsync(await _template.Value);
        }

        if (_container is not null)
        {
            await _container.DisposeAsync();
        }
    }

    private async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        _container = new PostgreSqlBuilder("postgres:17-alpine").WithCommand("-c", "fsync=off", "-c", "max_connections=300").Build();
        await _container.StartAsync();
        return _container.GetConnectionString();
    }

    // Copying a database is many times faster than migrating one.
    private async Task<string> CreateTemplateAsync()
    {
        var template = await CreateAsync("");
        var directory = Directory.CreateTempSubdirectory("statuspage-");
        await using (var node = TestNode.Build(template, directory.FullName, TimeProvider.System))
        {
            await node.MigrateAsync();
        }

        directory.Delete(recursive: true);
        return template;
    }

    private async Task<string> CreateAsync(string options)
    {
        var name = $"test_{Guid.CreateVersion7():n}";
        await RunAsync($"CREATE DATABASE {name}{options}");
        return new NpgsqlConnectionStringBuilder(await _server.Value) { Database = name }.ConnectionString;
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await _server.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
