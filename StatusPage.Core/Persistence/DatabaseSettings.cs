using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using StatusPage.Core.Persistence.Postgres;

namespace StatusPage.Core.Persistence;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>Which database, and how to reach it.</summary>
public sealed record DatabaseSettings(DatabaseKind Kind, string ConnectionString)
{
    public const string Key = "ConnectionStrings:Database";
    public const string MigrationsKey = "ConnectionStrings:Migrations";

    /// <summary>Of a role that may change the schema; null: migrations use <see cref="ConnectionString"/>.</summary>
    public string? MigrationsConnectionString { get; private init; }

    /// <param name="program">What the server calls this process's sessions.</param>
    /// <exception cref="ConfigurationException">The connection string belongs to neither database.</exception>
    public static DatabaseSettings From(IConfiguration configuration, string dataDirectory, string program = "statuspage")
    {
        var settings = Read(Key, configuration[Key], dataDirectory, program);
        if (configuration[MigrationsKey] is not { } migrations || string.IsNullOrWhiteSpace(migrations))
        {
            return settings;
        }

        var other = Read(MigrationsKey, migrations, dataDirectory, program);
        return settings.Kind is DatabaseKind.Postgres && other.Kind is DatabaseKind.Postgres
            ? settings with { MigrationsConnectionString = other.ConnectionString }
            : throw new ConfigurationException(MigrationsKey, $"is for PostgreSQL alone, and {Key} has to name one too.");
    }

    private static DatabaseSettings Read(string key, string? text, string dataDirectory, string program)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Sqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "statuspage.db") });
        }

        return text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? Postgres(PostgresAddress.Read(key, text), program)
            : FromPairs(key, text, dataDirectory, program);
    }

    private static DatabaseSettings FromPairs(string key, string text, string dataDirectory, string program)
    {
        try
        {
            var pairs = new DbConnectionStringBuilder { ConnectionString = text };
            if (pairs.ContainsKey("Host") || pairs.ContainsKey("Server"))
            {
                return Postgres(new NpgsqlConnectionStringBuilder(text), program);
            }

            if (pairs.ContainsKey("Data Source") || pairs.ContainsKey("DataSource") || pairs.ContainsKey("Filename"))
            {
                var builder = new SqliteConnectionStringBuilder(text);
                builder.DataSource = builder.DataSource.Replace("{DataDirectory}", dataDirectory, StringComparison.Ordinal);
                return Sqlite(builder);
            }
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException)
        {
            throw new ConfigurationException(key, $"cannot be read: {failure.Message.ReplaceLineEndings(" ")}");
        }

        throw new ConfigurationException(key, "names neither a Host (PostgreSQL) nor a Data Source (SQLite).");
    }

    private static DatabaseSettings Sqlite(SqliteConnectionStringBuilder builder)
    {
        builder.ForeignKeys = true;
        return new DatabaseSettings(DatabaseKind.Sqlite, builder.ConnectionString);
    }

    private static DatabaseSettings Postgres(NpgsqlConnectionStringBuilder builder, string program)
    {
        PostgresDefaults.Apply(builder, program);
        return new DatabaseSettings(DatabaseKind.Postgres, builder.ConnectionString);
    }
}
