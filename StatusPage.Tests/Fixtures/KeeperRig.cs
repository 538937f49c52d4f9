using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;
using StatusPage.Web.Serving;
using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Fixtures;

/// <summary>The keeper with everything around it that is Core's or the network's replaced.</summary>
internal sealed class KeeperRig : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly DatabaseReadiness _readiness = new();
    private readonly SnapshotKeeper _keeper;

    public KeeperRig(TempFolder folder)
    {
        Disk = new SnapshotDisk(new NodeOptions("node", "default", folder.Path), NullLogger<SnapshotDisk>.Instance);
        Shelf = new SnapshotShelf(Time);
        Push = new SnapshotPush(Hub);
        Renderer = new SnapshotRenderer(new SnapshotHtml(_services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance));
        Upkeep = new PageUpkeep(Pages, Snapshots, Renderer, Shelf, Disk, Shared, Push, Time, LoggedByUpkeep);
        _keeper = new SnapshotKeeper(Feed, _readiness, Pages, Snapshots, Upkeep, Shelf, Disk, Shared, Time, Logged);
    }

    public SteppedTime Time { get; } = new(PageViews.Noon);

    public FakeFeed Feed { get; } = new();

    public FakePageQueries Pages { get; } = new();

    public FakePageSnapshots Snapshots { get; } = new();

    public FakeHub Hub { get; } = new();

    public FakeLogger<SnapshotKeeper> Logged { get; } = new();

    public FakeLogger<PageUpkeep> LoggedByUpkeep { get; } = new();

    public SnapshotDisk Disk { get; }

    public SnapshotShelf Shelf { get; }

    public FakeSharedSnapshots Shared { get; } = new();

    public SnapshotPush Push { get; }

    public PageUpkeep Upkeep { get; }

    public SnapshotRenderer Renderer { get; }

    /// <summary>Whether it has ended by itself, which would end the whole process.</summary>
    public bool HasEnded => _keeper.ExecuteTask is { IsCompleted: true };

    /// <summary>Starts it and lets it look around once.</summary>
    public async Task StartAsync(bool withDatabase = true)
    {
        if (withDatabase)
        {
            _readiness.MarkReady();
        }

        await _keeper.StartAsync(TestContext.Current.CancellationToken);
        await Time.StepAsync(TimeSpan.Zero);
    }

    /// <summary>A change as Core makes it: a higher version, a message and a hint.</summary>
    public void Change(PublicPage page)
    {
        Pages.Put(page);
        Snapshots.Ask(page.Id);
        Feed.Publish(new Change(ChangeKind.Page, page.OrganizationId, page.Id.Value));
    }

    /// <summary>From now on whatever reaches for the database fails like this; null: it is back.</summary>
    public void Fail(Exception? failure)
    {
        Pages.Failure = failure;
        Snapshots.Failure = failure;
    }

    public string Text(string slug = "demo") => Shelf.Serve(slug) is { } page ? System.Text.Encoding.UTF8.GetString(page.AtSlug["status.txt"].Identity) : "";

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        Upkeep.Dispose();
        await _services.DisposeAsync();
    }
}
