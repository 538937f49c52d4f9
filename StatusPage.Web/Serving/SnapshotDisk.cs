using System.Text.Json;
using StatusPage.Core;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>The last good copy of each page on this node's disk, for a start without a database.</summary>
internal sealed partial class SnapshotDisk(NodeOptions node, ILogger<SnapshotDisk> logger)
{
    private readonly string _directory = Path.Combine(node.DataDirectory, "snapshots");

    public async Task SaveAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_directory, $"{snapshot.PageId}.json");
        var written = $"{file}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(_directory);
            await using (var stream = File.Create(written))
            {
                await JsonSerializer.SerializeAsync(stream, new Copy(isDefault, snapshot.ToStored()), JsonForms.Kept, cancellationToken);
            }

            // A reader, or a process that is killed right now, finds either the old file or the new one.
            File.Move(written, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep a page from being served from memory.
            Log.NotSaved(logger, file, failure.Message);
        }
    }

    public void Delete(PublicPageId page)
    {
        try
        {
            File.Delete(Path.Combine(_directory, $"{page}.json"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, page.ToString(), failure.Message);
        }
    }

    /// <summary>All copies that can be read, each with whether it is the default page.</summary>
    public IEnumerable<(PageSnapshot Snapshot, bool IsDefault)> Load()
    {
        foreach (var file in Directory.Exists(_directory) ? Directory.GetFiles(_directory, "*.json") : [])
        {
            if (Read(file) is { } copy)
            {
                yield return copy;
            }
        }
    }

    private (PageSnapshot Snapshot, bool IsDefault)? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var copy = JsonSerializer.Deserialize<Copy>(stream, JsonForms.Kept);
            return copy is null ? throw new JsonException("The file is empty.") : (PageSnapshot.FromStored(copy.Page), copy.IsDefault);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Log.NotRead(logger, file, failure.Message);
            return null;
        }
    }

    private sealed record Copy(bool IsDefault, RenderedPage Page);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The copy {File} of a page could not be written: {Problem}")]
        public static partial void NotSaved(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Warning, "The copy {File} of a page cannot be used: {Problem}")]
        public static partial void NotRead(ILogger logger, string file, string problem);
    }
}
