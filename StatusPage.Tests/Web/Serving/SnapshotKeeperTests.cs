using Microsoft.Extensions.Logging;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

public sealed class SnapshotKeeperTests : IAsyncLifetime
{
    private static readonly PublicPageId Demo = PublicPages.Id(1);
    private static readonly PublicPageId Other = PublicPages.Id(2);

    private readonly TempFolder _folder = new();
    private readonly KeeperRig _rig;

    public SnapshotKeeperTests() => _rig = new KeeperRig(_folder);

    public ValueTask InitializeAsync()
    {
        _rig.Pages.Put(PublicPages.Page(isDefault: true));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Execute_FirstRound_RendersStoresAndShelves()
    {
        await _rig.StartAsync();

        Assert.Equal("demo", _rig.Shelf.ServeDefault()?.View.Slug);
        Assert.Equal(PageViews.Noon, _rig.Shelf.ConfirmedAt);
        Assert.Equal((Demo, 1L), _rig.Snapshots.Kept.Select(kept => (kept.PageId, kept.ContentVersion)).Single());
    }

    [Fact]
    public async Task Execute_Hint_RendersWithoutWaitingForTheTick()
    {
        await _rig.StartAsync();
        await _rig.Time.StepAsync(TimeSpan.FromMilliseconds(250));

        _rig.Change(PublicPages.Page(version: 2));

        // The clock stands still meanwhile.
        await Patience.UntilAsync(() => _rig.Shelf.Serve("demo") is { Version: 2 }, "the new version");
        await Patience.UntilAsync(() => _rig.Snapshots.Waiting.Count == 0, "the message to be done");
        Assert.Equal((StatusHub.GroupOf(Demo), StatusHub.Changed), _rig.Hub.Sent.Last());
    }

    [Fact]
    public async Task Execute_ThousandHintsInASecond_RendersFourTimesAtMost()
    {
        await _rig.StartAsync();
        var before = _rig.Pages.Renders(Demo);

        for (var version = 2; version <= 1001; version++)
        {
            _rig.Change(PublicPages.Page(version: version));
            await _rig.Time.StepAsync(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_rig.Pages.Renders(Demo) - before, 1, 4);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1001, _rig.Shelf.Serve("demo")?.Version);
    }

    [Fact]
    public async Task Execute_NoHintAtAll_NoticesWithinASecond()
    {
        await _rig.StartAsync();

        _rig.Pages.Put(PublicPages.Page(version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(2, _rig.Shelf.Serve("demo")?.Version);
    }

    [Fact]
    public async Task Execute_ValidUntilPassed_RendersAgainWithTheSameETagAndWithoutAPush()
    {
        await _rig.StartAsync();
        var before = _rig.Shelf.Serve("demo");
        var pushes = _rig.Hub.Sent.Count;

        await _rig.Time.RunAsync(TimeSpan.FromMinutes(5.1));

        var after = _rig.Shelf.Serve("demo");
        Assert.Equal(2, _rig.Pages.Renders(Demo));
        Assert.True(after?.View.RenderedAt > before?.View.RenderedAt);
        Assert.Equal(before?.AtSlug.ToDictionary(file => file.Key, file => file.Value.Hash), after?.AtSlug.ToDictionary(file => file.Key, file => file.Value.Hash));
        Assert.Equal(pushes, _rig.Hub.Sent.Count);
    }

    [Fact]
    public async Task Execute_AnotherNodeRendered_TakesThatAndPushesIt()
    {
        await _rig.StartAsync();
        var theirs = SampleSnapshots.Snapshot(version: 2, after: TimeSpan.FromSeconds(1));
        _rig.Pages.Stored[Demo] = theirs.ToStored();

        _rig.Pages.Put(PublicPages.Page(version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equivalent(theirs, _rig.Shelf.Serve("demo"), strict: true);
        Assert.Equal(1, _rig.Pages.Renders(Demo));
        Assert.Equal(2, _rig.Hub.Sent.Count);
    }

    [Fact]
    public async Task Execute_StoredByAnotherRelease_RendersItsOwn()
    {
        _rig.Pages.Stored[Demo] = SampleSnapshots.Snapshot(version: 1).ToStored() with { View = """{"slug":"demo"}""" };

        await _rig.StartAsync();

        Assert.Equal(1, _rig.Pages.Renders(Demo));
        Assert.Equal("unknown\nNorthwind: Nothing is shown here yet\n", _rig.Text());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Execute_OnePageBroken_KeepsTheOthersCurrentAndItsMessages(bool inTheDatabase)
    {
        _rig.Pages.Put(PublicPages.Page(2, "other"));
        await _rig.StartAsync();
        _rig.Pages.Broken[Demo] = inTheDatabase ? new FakeDbException() : new InvalidOperationException("What is stored of this page makes no sense.");

        _rig.Change(PublicPages.Page(version: 2));
        _rig.Change(PublicPages.Page(2, "other", version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(5));

        Assert.Equal((1L, 2L), (_rig.Shelf.Serve("demo")?.Version, _rig.Shelf.Serve("other")?.Version));
        Assert.Equal([Demo], _rig.Snapshots.Waiting);
        Assert.Equal(
            [(Demo, DatabaseFailure.Line(_rig.Pages.Broken[Demo]))], _rig.Snapshots.Failed.Distinct());
        Assert.Equal(PageViews.Noon, _rig.Shelf.AsOf(_rig.Shelf.Serve("demo")!));
        Assert.InRange(_rig.Shelf.AsOf(_rig.Shelf.Serve("other")!), PageViews.Noon.AddSeconds(4), PageViews.Noon.AddSeconds(5));
        Assert.Single(_rig.Logged.Lines, line => line.Level == LogLevel.Error);
        Assert.Equal(inTheDatabase ? 0 : 1, _rig.Logged.Stacks.Count);
    }

    [Fact]
    public async Task Execute_StoredSnapshotUnreadable_KeepsTheOthersCurrent()
    {
        _rig.Pages.Put(PublicPages.Page(2, "other"));
        await _rig.StartAsync();
        _rig.Pages.Unreadable[Demo] = new FakeDbException();

        _rig.Pages.Put(PublicPages.Page(version: 2, isDefault: true));
        _rig.Pages.Put(PublicPages.Page(2, "other", version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(5));

        Assert.Equal((1L, 2L), (_rig.Shelf.Serve("demo")?.Version, _rig.Shelf.Serve("other")?.Version));
        Assert.InRange(_rig.Shelf.AsOf(_rig.Shelf.Serve("other")!), PageViews.Noon.AddSeconds(4), PageViews.Noon.AddSeconds(5));
    }

    [Fact]
    public async Task Execute_BrokenPageMended_IsCurrentAgain()
    {
        await _rig.StartAsync();
        _rig.Pages.Broken[Demo] = new InvalidOperationException("What is stored of this page makes no sense.");
        _rig.Change(PublicPages.Page(version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(90));
        Assert.Contains("Not confirmed since 2026-11-23 12:00Z", _rig.Text(), StringComparison.Ordinal);

        _rig.Pages.Broken.Clear();
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, _rig.Shelf.Serve("demo")?.Version);
        Assert.DoesNotContain("Not confirmed", _rig.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_PageRemoved_ServesItNoMoreAndForgetsItsCopy()
    {
        _rig.Pages.Put(PublicPages.Page(2, "other"));
        await _rig.StartAsync();

        _rig.Pages.Remove(Other);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Null(_rig.Shelf.Serve("other"));
        Assert.Equal([Demo], _rig.Disk.Load().Select(copy => copy.Snapshot.PageId));
    }

    [Theory]
    [InlineData(PageVisibility.Public, true)]
    [InlineData(PageVisibility.Unlisted, true)]
    [InlineData(PageVisibility.Password, false)]
    [InlineData(PageVisibility.Members, false)]
    public async Task Execute_PageNotForEverybody_IsNotServed(PageVisibility visibility, bool served)
    {
        var page = PublicPages.Page(2, "other", visibility: visibility);
        _rig.Change(page);

        await _rig.StartAsync();
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(served, _rig.Shelf.Serve("other") is not null);
        Assert.Equal(served, _rig.Snapshots.Kept.Any(kept => kept.PageId == Other));
        Assert.Empty(_rig.Snapshots.Waiting);
    }

    [Fact]
    public async Task Execute_BecomesPrivate_IsServedNoMore()
    {
        await _rig.StartAsync();

        _rig.Change(PublicPages.Page(version: 2, isDefault: true, visibility: PageVisibility.Members));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Null(_rig.Shelf.Serve("demo"));
        Assert.Null(_rig.Shelf.ServeDefault());
        Assert.Empty(_rig.Disk.Load());
    }

    [Fact]
    public async Task Execute_Stopped_LeavesTheFeed()
    {
        await _rig.StartAsync();
        Assert.Equal(1, _rig.Feed.Subscribers);

        await _rig.DisposeAsync();

        Assert.Equal(0, _rig.Feed.Subscribers);
    }
}
