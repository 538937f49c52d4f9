using Microsoft.Extensions.Logging;
using StatusPage.Core;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

public sealed class SnapshotDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeLogger<SnapshotDisk> _logged = new();
    private readonly SnapshotDisk _disk;

    public SnapshotDiskTests() => _disk = new SnapshotDisk(new NodeOptions("node", "default", _folder.Path), _logged);

    private string Snapshots => _folder.PathOf("snapshots");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_AfterSave_BringsThemBack()
    {
        var first = SampleSnapshots.Snapshot();
        var second = SampleSnapshots.Snapshot(page: 2, slug: "other", version: 9);
        await _disk.SaveAsync(first, isDefault: true, TestContext.Current.CancellationToken);
        await _disk.SaveAsync(second, isDefault: false, TestContext.Current.CancellationToken);

        var loaded = _disk.Load().OrderBy(copy => copy.Snapshot.Version).ToList();

        Assert.Equivalent(new[] { (first, true), (second, false) }, loaded, strict: true);
    }

    [Fact]
    public async Task Save_Again_LeavesTheLastOneAlone()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(version: 1), isDefault: true, TestContext.Current.CancellationToken);

        await _disk.SaveAsync(SampleSnapshots.Snapshot(version: 2), isDefault: false, TestContext.Current.CancellationToken);

        var (snapshot, isDefault) = Assert.Single(_disk.Load());
        Assert.Equal((2, false), (snapshot.Version, isDefault));
        Assert.Single(Directory.GetFiles(Snapshots));
    }

    [Fact]
    public async Task Delete_SavedPage_IsGone()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);

        _disk.Delete(PublicPages.Id(1));
        _disk.Delete(PublicPages.Id(2));

        Assert.Empty(_disk.Load());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"isDefault":true}""")]
    [InlineData("""{"isDefault":true,"page":null}""")]
    [InlineData("""{"isDefault":true,"page":{}}""")]
    [InlineData("""{"isDefault":true,"page":{"view":null,"bundle":null}}""")]
    [InlineData("""{"isDefault":true,"page":{"view":"{}","bundle":"e30="}}""")]
    [InlineData("\0\0\0\0")]
    public async Task Load_DamagedFile_IsIgnored(string content)
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Snapshots, "damaged.json"), content, TestContext.Current.CancellationToken);

        Assert.Equal("demo", Assert.Single(_disk.Load()).Snapshot.View.Slug);
        Assert.Equal(LogLevel.Warning, Assert.Single(_logged.Lines).Level);
    }

    [Fact]
    public async Task Load_HalfAFile_IsIgnored()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        var file = Assert.Single(Directory.GetFiles(Snapshots));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        Assert.Empty(_disk.Load());
    }

    [Fact]
    public async Task Load_FileLeftByAKilledProcess_IsRemoved()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        var file = Assert.Single(Directory.GetFiles(Snapshots));

        File.Move(file, $"{file}.4711");

        Assert.Empty(_disk.Load());
        Assert.Empty(_logged.Lines);
        Assert.Empty(Directory.GetFiles(Snapshots));
    }

    [Fact]
    public void Load_FileThatAnotherProcessIsWriting_IsLeftToIt()
    {
        Directory.CreateDirectory(Snapshots);
        var file = Path.Combine(Snapshots, $"{PublicPages.Id(1)}.json.4711");
        using var writing = File.Create(file);

        Assert.Empty(_disk.Load());

        Assert.True(File.Exists(file));
        Assert.Empty(_logged.Lines);
    }

    [Fact]
    public async Task Load_CopyUnderAnotherName_IsIgnored()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        var file = Assert.Single(Directory.GetFiles(Snapshots));

        // Nothing would ever delete it when the page is gone or no longer public.
        File.Move(file, Path.Combine(Snapshots, "copy.json"));

        Assert.Empty(_disk.Load());
        Assert.Equal(LogLevel.Warning, Assert.Single(_logged.Lines).Level);
    }

    [Fact]
    public async Task Load_FileFarTooLarge_IsIgnoredUnread()
    {
        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        using (var huge = File.OpenWrite(Assert.Single(Directory.GetFiles(Snapshots))))
        {
            huge.SetLength(1L << 40);
        }

        Assert.Empty(_disk.Load());

        Assert.Contains("larger than", Assert.Single(_logged.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_Cancelled_LeavesNothingHalfWritten()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFiles(Snapshots));
    }

    [Fact]
    public async Task Save_FolderCannotBeMade_IsOnlyLogged()
    {
        await File.WriteAllTextAsync(Snapshots, "in the way", TestContext.Current.CancellationToken);

        await _disk.SaveAsync(SampleSnapshots.Snapshot(), isDefault: true, TestContext.Current.CancellationToken);
        _disk.Delete(PublicPages.Id(1));

        Assert.Empty(_disk.Load());
        Assert.All(_logged.Lines, line => Assert.Equal(LogLevel.Warning, line.Level));
        Assert.NotEmpty(_logged.Lines);
    }
}
