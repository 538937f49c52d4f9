using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

/// <summary>The keeper of one node among others that share what they render.</summary>
public sealed class SnapshotSharingTests : IAsyncLifetime
{
    private static readonly PublicPageId Demo = PublicPages.Id(1);

    private readonly TempFolder _folder = new();
    private readonly KeeperRig _rig;

    public SnapshotSharingTests() => _rig = new KeeperRig(_folder);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _rig.Shared.IsUp = true;
        _rig.Pages.Put(PublicPages.Page(isDefault: true));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Execute_RenderedHere_IsPutForOthersAndTheyAreTold()
    {
        await _rig.StartAsync();

        Assert.Equal([Demo], _rig.Shared.Pages);
        Assert.True(_rig.Push.Outgoing.TryRead(out var told));
        Assert.Equal((Demo, 1L), (told.PageId, told.Version));
    }

    [Fact]
    public async Task Execute_RenderedElsewhere_IsTakenAndNotRenderedAgain()
    {
        await _rig.StartAsync();
        var before = _rig.Pages.Renders(Demo);
        _rig.Pages.Put(PublicPages.Page(version: 2, isDefault: true));
        await _rig.Shared.PutAsync(SampleSnapshots.Snapshot(version: 2), isDefault: true, Token);

        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("demo 2 current\n", _rig.Text());
        Assert.Equal(before, _rig.Pages.Renders(Demo));
        Assert.Equal((StatusHub.GroupOf(Demo), StatusHub.Changed), _rig.Hub.Sent.Last());
    }

    [Fact]
    public async Task Execute_NobodyElseRendersIt_DoesSoItself()
    {
        await _rig.StartAsync();

        _rig.Pages.Put(PublicPages.Page(version: 2, isDefault: true));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(2, _rig.Shelf.Serve("demo")?.Version);
    }

    [Fact]
    public async Task Start_WithoutDatabaseAndCopies_ServesWhatOthersHaveRendered()
    {
        await _rig.Shared.PutAsync(SampleSnapshots.Snapshot(version: 7), isDefault: true, Token);

        await _rig.StartAsync(withDatabase: false);

        Assert.Equal("demo 7 current\n", _rig.Text());
        Assert.Equal("demo", _rig.Shelf.ServeDefault()?.View.Slug);
        Assert.Equal(PageViews.Noon, _rig.Shelf.AsOf(_rig.Shelf.Serve("demo")!));
    }

    [Fact]
    public async Task Execute_DatabaseAwayHereOnly_TakesWhatOthersRenderAndIsAsOfThen()
    {
        await _rig.StartAsync();
        _rig.Fail(new FakeDbException());
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(30));

        await _rig.Shared.PutAsync(SampleSnapshots.Snapshot(version: 2, after: TimeSpan.FromSeconds(20)), isDefault: true, Token);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("demo 2 current\n", _rig.Text());
        Assert.Equal(PageViews.Noon.AddSeconds(20), _rig.Shelf.AsOf(_rig.Shelf.Serve("demo")!));
    }

    [Fact]
    public async Task Execute_PageBecomesPrivate_IsTakenAway()
    {
        await _rig.StartAsync();

        _rig.Change(PublicPages.Page(version: 2, isDefault: true, visibility: PageVisibility.Members));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Empty(_rig.Shared.Pages);
    }

    [Fact]
    public async Task Take_ToldOfAVersionThatCannotBeHad_TellsViewersAllTheSame()
    {
        await _rig.StartAsync();
        var before = _rig.Hub.Sent.Count;

        await _rig.Upkeep.TakeAsync(Demo, version: 2, PageViews.Noon, Token);
        await _rig.Upkeep.TakeAsync(Demo, version: 1, PageViews.Noon, Token);
        await _rig.Upkeep.TakeAsync(PublicPages.Id(2), version: 2, PageViews.Noon, Token);

        Assert.Equal([(StatusHub.GroupOf(Demo), StatusHub.Changed)], _rig.Hub.Sent.Skip(before));
    }
}
