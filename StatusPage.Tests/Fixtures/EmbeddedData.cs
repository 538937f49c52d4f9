using Microsoft.Data.Sqlite;

namespace StatusPage.Tests.Fixtures;

/// <summary>A look into the database of an application that runs on SQLite, and a push where its clock decides.</summary>
internal sealed class EmbeddedData(TempFolder folder)
{
    /// <summary>Makes every check due at once and lets every lease end: where the database's clock decides, its rows are moved.</summary>
    public void CheckNow() => Execute("""
        UPDATE scheduled_checks SET due_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000, lease_until = NULL;
        UPDATE outbox SET lease_until = NULL;
        """);

    public DateTimeOffset LastCheck() =>
        DateTimeOffset.UnixEpoch.AddMicroseconds((long)(Scalar("SELECT max(last_checked_at) FROM scheduled_checks") ?? 0L));

    public object? Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        // Without a pool no file stays open after the test.
        var connection = new SqliteConnection($"Data Source={folder.PathOf("statuspage.db")};Default Timeout=10;Pooling=False");
        connection.Open();
        return connection;
    }
}
