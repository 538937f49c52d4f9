using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StatusPage.Core;
using StatusPage.Core.Persistence;

namespace StatusPage.Tests.Fixtures;

/// <summary>One process of an installation, as far as it consists of the domain and its database.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestNode(ServiceProvider services)
    {
        _services = services;
    }

    public Database Database => Get<Database>();

    /// <param name="connectionString">Null for the SQLite file in the directory.</param>
    /// <param name="migrations">Null where they need no role of their own.</param>
    public static TestNode Build(string? connectionString, string directory, TimeProvider time, string? migrations = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                [DatabaseSettings.Key] = connectionString,
                [DatabaseSettings.MigrationsKey] = migrations,
                ["StatusPage:DataDirectory"] = directory,
            })
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(time);
        services.AddCore(configuration, directory);
        return new TestNode(services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task MigrateAsync() => Database.MigrateAsync(CancellationToken.None);

    /// <summary>Gives the pooled connections back too, so that files and databases can be removed.</summary>
    public async ValueTask DisposeAsync()
    {
        var settings = Get<DatabaseSettings>();
        await _services.DisposeAsync();
        if (settings.Kind is DatabaseKind.Sqlite)
        {
            await using var pool = new SqliteConnection(settings.ConnectionString);
            SqliteConnection.ClearPool(pool);
        }
        else
        {
            await using var pool = new NpgsqlConnection(settings.ConnectionString);
            NpgsqlConnection.ClearPool(pool);
        }
    }
}
