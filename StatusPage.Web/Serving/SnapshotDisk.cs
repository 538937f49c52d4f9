using System.Text.Json;
using StatusPage.Core;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>The last good copy of each page on this node's disk, for a start without a database.</summary>
internal sealed partial class SnapshotDisk(NodeOptions node, ILogger<SnapshotDisk> logger)
{
    private const string Extension = ".json";

    // Far more than any page takes; reading it must not take all memory.
    private const long Largest = 64 * 1024 * 1024;

    private readonly string _directory = Path.Combine(node.DataDirectory, "snapshots");

    public async Task SaveAsync(PageSnapshot snapshot, bool isDefault, CancellationToken cancellationToken)
    {
        var file = FileOf(snapshot.PageId);
        var written = $"{file}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(_directory);
            await WriteAsync(written, new Copy(isDefault, snapshot.ToStored()), cancellationToken);

            // A reader, or a process that is killed right now, finds either the old file or the new one.
            File.Move(written, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk must not keep a page from being served from memory.
            Log.NotSaved(logger, file, failure.Message);
            Discard(written);
        }
        catch (OperationCanceledException)
        {
            Discard(written);
            throw;
        }
    }

    public void Delete(PublicPageId page)
    {
        try
        {
            File.Delete(FileOf(page));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, page.ToString(), failure.Message);
        }
    }

    /// <summary>All copies that can be read, each with whether it is the default page. What killed processes left half written is removed.</summary>
    public IEnumerable<(PageSnapshot Snapshot, bool IsDefault)> Load()
    {
        foreach (var file in Files())
        {
            if (Path.GetExtension(Path.GetFileNameWithoutExtension(file)) == Extension)
            {
                Discard(file);
            }
            else if (Path.GetExtension(file) == Extension && Read(file) is { } copy)
            {
                yield return copy;
            }
        }
    }

    private static async Task WriteAsync(string file, Copy copy, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, copy, JsonForms.Kept, cancellationToken);

        // Else the new name may survive a power cut that its content does not.
        stream.Flush(flushToDisk: true);
    }

    // Whoever is still writing it holds it, and opening it is refused.
    private static void Discard(string written)
    {
        try
        {
            new FileStream(written, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it: the next start tries again.
        }
    }

    private string FileOf(PublicPageId page) => Path.Combine(_directory, $"{page}{Extension}");

    private string[] Files()
    {
        try
        {
            return Directory.Exists(_directory) ? Directory.GetFiles(_directory) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotRead(logger, _directory, failure.Message);
            return [];
        }
    }

    private (PageSnapshot Snapshot, bool IsDefault)? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > Largest)
            {
                throw new IOException($"It is larger than {Largest} bytes.");
            }

            var copy = JsonSerializer.Deserialize<Copy>(stream, JsonForms.Kept) ?? throw new JsonException("The file is empty.");
            return file == FileOf(copy.Page.PageId)
                ? (PageSnapshot.FromStored(copy.Page), copy.IsDefault)
                : throw new JsonException("It is not the page that its name says.");
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
