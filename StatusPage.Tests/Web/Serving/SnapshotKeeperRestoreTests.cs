using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>The keeper when the database says something older than what this node has: after a restore, or after the clock was put right.</summary>
public sealed class SnapshotKeeperRestoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly KeeperRig _rig;

    public SnapshotKeeperRestoreTests()
    {
        _rig = new KeeperRig(_folder);
        _rig.Snapshots.Outgrown = (page, version) => _rig.Pages.Put(PublicPages.Page(version: version + 1, isDefault: true));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_CopyOfAHigherVersion_IsReplacedByWhatTheDatabaseSays()
    {
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(version: 50), isDefault: true, TestContext.Current.CancellationToken);
        _rig.Pages.Put(PublicPages.Page(version: 20, isDefault: true));

        await _rig.StartAsync();

        Assert.Equal("unknown\nNorthwind: Nothing is shown here yet\n", _rig.Text());
        Assert.Equal([51L], _rig.Disk.Load().Select(copy => copy.Snapshot.Version));
    }

    [Fact]
    public async Task Execute_DatabaseSetBack_GoesOnAboveTheVersionsThatViewersKnow()
    {
        _rig.Pages.Put(PublicPages.Page(version: 50, isDefault: true));
        await _rig.StartAsync();
        var pushes = _rig.Hub.Sent.Count;

        _rig.Pages.Put(PublicPages.Page(version: 20, isDefault: true));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(51, _rig.Shelf.Serve("demo")?.Version);
        Assert.Equal(pushes + 1, _rig.Hub.Sent.Count);
        Assert.Equal(2, _rig.Pages.Renders(PublicPages.Id(1)));
    }

    [Fact]
    public async Task Execute_RenderedByAClockThatWasAhead_IsRenderedAgain()
    {
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(after: TimeSpan.FromDays(1)), isDefault: true, TestContext.Current.CancellationToken);
        _rig.Pages.Put(PublicPages.Page(isDefault: true));

        await _rig.StartAsync();
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(PageViews.Noon, _rig.Shelf.Serve("demo")?.View.RenderedAt);
        Assert.Equal(1, _rig.Pages.Renders(PublicPages.Id(1)));
    }
}
