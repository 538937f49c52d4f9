using Microsoft.EntityFrameworkCore;

namespace StatusPage.Core.Persistence.Sqlite;

/// <summary>A copy of the file as of one moment, whatever is written meanwhile.</summary>
public static class SqliteBackup
{
    /// <param name="path">Absolute; nothing may be there. Only its owner can read it: password hashes and keys are in it.</param>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    public static async Task WriteAsync(Database database, string path, CancellationToken cancellationToken)
    {
        // Made first, since SQLite would give it to everybody; an empty file is fine with it.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (new FileStream(path, options))
        {
        }

        try
        {
            await database.ReadAsync(
                DataScope.Everything, context => context.Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellationToken), cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
