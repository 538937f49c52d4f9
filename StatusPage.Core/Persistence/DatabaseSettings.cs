using System.Data.Common;
using System.Reflection;
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

    /// <exception cref="ConfigurationException">The connection string belongs to neither database.</exception>
    public static DatabaseSettings From(IConfiguration configuration, string dataDirectory)
    {
        var text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return Sqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataDirectory, "statuspage.db") });
        }

        return text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
            ? Postgres(PostgresAddress.Read(text))
            : FromPairs(text, dataDirectory);
    }

    private static DatabaseSettings FromPairs(string text, string dataDirectory)
    {
        try
        {
            var pairs = new DbConnectionStringBuilder { ConnectionString = text };
            if (pairs.ContainsKey("Host") || pairs.ContainsKey("Server"))
            {
                return Postgres(new NpgsqlConnectionStringBuilder(text));
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
            throw new ConfigurationException(Key, $"cannot be read: {failure.Message.ReplaceLineEndings(" ")}");
        }

        throw new ConfigurationException(Key, "names neither a Host (PostgreSQL) nor a Data Source (SQLite).");
    }

    private static DatabaseSettings Sqlite(SqliteConnectionStringBuilder builder)
    {
        builder.ForeignKeys = true;
        return new DatabaseSettings(DatabaseKind.Sqlite, builder.ConnectionString);
    }

    // Without these a server that has frozen holds every call for a minute; what the operator set himself stays.
    private static DatabaseSettings Postgres(NpgsqlConnectionStringBuilder builder)
    {
        SetUnlessSaid(builder, "Timeout", 3);
        SetUnlessSaid(builder, "Command Timeout", 10);
        SetUnlessSaid(builder, "Cancellation Timeout", 1000);
        SetUnlessSaid(builder, "Keepalive", 15);

        // Who holds what, as the server's administrator sees it.
        SetUnlessSaid(builder, "Application Name", Assembly.GetEntryAssembly()?.GetName().Name ?? "StatusPage");
        return new DatabaseSettings(DatabaseKind.Postgres, builder.ConnectionString);
    }

    private static void SetUnlessSaid(NpgsqlConnectionStringBuilder builder, string key, object value)
    {
        // ContainsKey is true for every key that Npgsql knows.
        if (!builder.ShouldSerialize(key))
        {
            builder[key] = value;
        }
    }
}
