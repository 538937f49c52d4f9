using StatusPage.Core.Components;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>The keeper while the database is away, from the first second or later.</summary>
public sealed class SnapshotKeeperOutageTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly KeeperRig _rig;

    public SnapshotKeeperOutageTests() => _rig = new KeeperRig(_folder);

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
    public async Task Execute_DatabaseAway_ServesAndSaysSinceWhen()
    {
        await _rig.StartAsync();
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));
        var confirmed = _rig.Shelf.ConfirmedAt;

        _rig.Fail(new FakeDbException());
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(57));

        Assert.Equal(confirmed, _rig.Shelf.AsOf(_rig.Shelf.Serve("demo")!));
        Assert.Equal("unknown\nNorthwind: Nothing is shown here yet\n", _rig.Text());
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(6));
        Assert.Equal("unknown\nNorthwind: Nothing is shown here yet\nNot confirmed since 2026-11-23 12:00Z; this may be old.\n", _rig.Text());
        Assert.EndsWith(": The database is away.", Assert.Single(_rig.Logged.Lines).Text, StringComparison.Ordinal);
        Assert.Empty(_rig.Logged.Stacks);
    }

    [Fact]
    public async Task Execute_OutboxHeldBySomebody_ConfirmsAndRendersAllTheSame()
    {
        await _rig.StartAsync();
        _rig.Snapshots.ClaimFailure = new FakeDbException();

        _rig.Change(PublicPages.Page(version: 2));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(90));

        Assert.Equal(2, _rig.Shelf.Serve("demo")?.Version);
        Assert.InRange(_rig.Shelf.ConfirmedAt ?? default, PageViews.Noon.AddSeconds(87), PageViews.Noon.AddSeconds(91));
        Assert.Equal("What the outbox asks to be rendered cannot be taken; pages are kept current without: The database is away.", Assert.Single(_rig.Logged.Lines).Text);

        _rig.Snapshots.ClaimFailure = null;
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));

        Assert.Equal("What the outbox asks to be rendered is taken again", _rig.Logged.Lines.Last().Text);
    }

    [Fact]
    public async Task Execute_DatabaseBack_SaysNothingOfItAnyMore()
    {
        await _rig.StartAsync();
        _rig.Fail(new FakeDbException());
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(120));

        _rig.Fail(null);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(1));

        Assert.Equal("unknown\nNorthwind: Nothing is shown here yet\n", _rig.Text());
        Assert.InRange(_rig.Shelf.ConfirmedAt ?? default, PageViews.Noon.AddSeconds(120), PageViews.Noon.AddSeconds(122));
        Assert.Equal(2, _rig.Logged.Lines.Count);
    }

    [Fact]
    public async Task Execute_DatabaseGivesUpWithCancellation_GoesOn()
    {
        await _rig.StartAsync();

        _rig.Fail(new TaskCanceledException("The command took too long."));
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));
        Assert.False(_rig.HasEnded);
        _rig.Fail(null);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.InRange(_rig.Shelf.ConfirmedAt ?? default, PageViews.Noon.AddSeconds(3), PageViews.Noon.AddSeconds(6));
    }

    [Fact]
    public async Task Start_WithoutDatabase_ServesWhatIsOnDisk()
    {
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(version: 5), isDefault: true, TestContext.Current.CancellationToken);
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(page: 2, slug: "other"), isDefault: false, TestContext.Current.CancellationToken);

        await _rig.StartAsync(withDatabase: false);

        Assert.Equal("demo", _rig.Shelf.ServeDefault()?.View.Slug);
        Assert.Equal("demo 5 current\n", _rig.Text());
        Assert.Equal("other 1 current\n", _rig.Text("other"));
        Assert.Equal(PageViews.Noon, _rig.Shelf.AsOf(_rig.Shelf.Serve("demo")!));
        Assert.Null(_rig.Shelf.ConfirmedAt);
    }

    [Fact]
    public async Task Start_WithOldCopyAndNoDatabase_SaysHowOldItIs()
    {
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(after: TimeSpan.FromHours(-2)), isDefault: true, TestContext.Current.CancellationToken);

        await _rig.StartAsync(withDatabase: false);

        Assert.Contains("Not confirmed since 2026-11-23 10:00Z", _rig.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CopyThatCannotBeWordedAnew_IsServedAsItIs()
    {
        // As a later release may have left it, before the operator went back to this one.
        var unheardOf = SampleSnapshots.Snapshot(after: TimeSpan.FromHours(-2));
        var view = unheardOf.View with { Banner = unheardOf.View.Banner with { Status = (ComponentStatus)99 } };
        await _rig.Disk.SaveAsync(unheardOf with { View = view }, isDefault: true, TestContext.Current.CancellationToken);
        await _rig.Disk.SaveAsync(SampleSnapshots.Snapshot(page: 2, slug: "other", after: TimeSpan.FromHours(-2)), isDefault: false, TestContext.Current.CancellationToken);

        await _rig.StartAsync(withDatabase: false);
        await _rig.Time.RunAsync(TimeSpan.FromSeconds(3));

        Assert.False(_rig.HasEnded);
        Assert.Equal("demo 1 current\n", _rig.Text());
        Assert.Contains("Not confirmed since 2026-11-23 10:00Z", _rig.Text("other"), StringComparison.Ordinal);
        Assert.Single(_rig.LoggedByUpkeep.Lines);
    }

    [Fact]
    public async Task Start_AfterFirstRoundOfAnother_KnowsTheDefaultPage()
    {
        await using (var first = new KeeperRig(_folder))
        {
            first.Change(PublicPages.Page(isDefault: true));
            await first.StartAsync();
        }

        await _rig.StartAsync(withDatabase: false);

        Assert.Equal("demo", _rig.Shelf.ServeDefault()?.View.Slug);
    }

    [Fact]
    public async Task Start_AfterTheDefaultMoved_KnowsOnlyTheNewOne()
    {
        await using (var first = new KeeperRig(_folder))
        {
            first.Pages.Put(PublicPages.Page(isDefault: true));
            first.Pages.Put(PublicPages.Page(2, "other"));
            await first.StartAsync();
            first.Pages.Put(PublicPages.Page());
            first.Pages.Put(PublicPages.Page(2, "other", isDefault: true));
            await first.Time.RunAsync(TimeSpan.FromSeconds(1));
        }

        await _rig.StartAsync(withDatabase: false);

        Assert.Equal("other", _rig.Shelf.ServeDefault()?.View.Slug);
        Assert.Single(_rig.Disk.Load(), copy => copy.IsDefault);
    }
}
