namespace StatusPage.Core.Persistence.Sqlite;

/// <summary>A lock between processes on one machine, held by an open file: the system lets go of it when the process ends, however it ends.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<IDisposable> TakeAsync(string databaseFile, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream($"{databaseFile}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(databaseFile)))
            {
                // Another process holds it.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
