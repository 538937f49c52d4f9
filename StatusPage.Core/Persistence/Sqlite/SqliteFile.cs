using Microsoft.Data.Sqlite;

namespace StatusPage.Core.Persistence.Sqlite;

/// <summary>Finds out at the start, in one line, what would otherwise be tried again for ever: a file does not come back like a server.</summary>
internal static class SqliteFile
{
    /// <summary>The same settings with an absolute path, so that the working directory does not matter.</summary>
    /// <exception cref="ConfigurationException">The file cannot be a database.</exception>
    public static DatabaseSettings Checked(DatabaseSettings settings, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(settings.ConnectionString);
        if (builder.Mode is SqliteOpenMode.Memory || builder.DataSource is "" or ":memory:" || builder.DataSource.StartsWith("file:", StringComparison.Ordinal))
        {
            throw Refused("has to name a file by its path");
        }

        try
        {
            builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
            TryOpening(builder.DataSource);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused($"cannot be used: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}");
        }

        return settings with { ConnectionString = builder.ConnectionString };
    }

    private static void TryOpening(string path)
    {
        if (Directory.Exists(path))
        {
            throw Refused($"{path} is a folder");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw Refused($"there is no folder {Path.GetDirectoryName(path)}");
        }

        if (!File.Exists(path))
        {
            return;
        }

        // Others may have it open already, and closing a file of theirs would drop no lock of SQLite's in another process.
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Span<byte> start = stackalloc byte[16];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (length > 0 && !start[..length].SequenceEqual("SQLite format 3\0"u8))
        {
            throw Refused($"{path} is not a SQLite database");
        }
    }

    private static ConfigurationException Refused(string why) => new(DatabaseSettings.Key, $"{why}.");
}
