using System.Text.Json;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Serving;

/// <summary>
/// Keeps the shelf current: renders what was asked for, confirms the versions with the database, renders again what has become too old, and
/// words pages as stale while the database cannot be reached. Hints make it quick; without any it is at most a second late.
/// </summary>
internal sealed partial class SnapshotKeeper(
    IStatusFeed feed,
    DatabaseReadiness readiness,
    IPageQueries pages,
    IPageSnapshots snapshots,
    SnapshotRenderer renderer,
    SnapshotShelf shelf,
    SnapshotDisk disk,
    SnapshotPush push,
    TimeProvider time,
    ILogger<SnapshotKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Many changes at once become one render; at most four a second.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);

    private bool _reached = true;

    // As the copies on disk say it.
    private PublicPageId? _default;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (snapshot, isDefault) in disk.Load())
        {
            shelf.Put(snapshot);
            if (isDefault)
            {
                _default = snapshot.PageId;
                shelf.Keep(shelf.All.Select(one => one.PageId).ToHashSet(), snapshot.PageId);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = feed.Subscribe();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (readiness.IsReady)
            {
                await TryOnceAsync(stoppingToken);
            }

            await WordStaleAsync();
            await Task.Delay(Gap, time, stoppingToken);
            await WaitAsync(hints, stoppingToken);
        }
    }

    private async Task TryOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RenderClaimedAsync(cancellationToken);
            await ConfirmAsync(cancellationToken);
            if (!_reached)
            {
                Log.Back(logger);
                _reached = true;
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The shelf goes on serving, and says how old it is. Once is enough in the log.
            if (_reached)
            {
                Log.Away(logger, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
                _reached = false;
            }
        }
    }

    private async Task RenderClaimedAsync(CancellationToken cancellationToken)
    {
        foreach (var task in await snapshots.ClaimAsync(cancellationToken))
        {
            await (await TryAsync(task.PageId, () => RenderAsync(task.PageId, cancellationToken), cancellationToken) is { } failure
                ? snapshots.FailedAsync(task, DatabaseFailure.Line(failure), cancellationToken)
                : snapshots.DoneAsync(task, cancellationToken));
        }
    }

    private async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var heads = (await pages.HeadsAsync(cancellationToken)).Where(head => head.Visibility.IsForEverybody()).ToList();
        foreach (var head in heads)
        {
            await TryAsync(head.Id, () => CatchUpAsync(head, cancellationToken), cancellationToken);
        }

        var existing = heads.Select(head => head.Id).ToHashSet();
        foreach (var gone in shelf.All.Where(snapshot => !existing.Contains(snapshot.PageId)).ToList())
        {
            disk.Delete(gone.PageId);
        }

        var defaultPage = heads.FirstOrDefault(head => head.IsDefault)?.Id;
        shelf.Keep(existing, defaultPage);
        shelf.Confirm(asked);
        await RememberDefaultAsync(defaultPage, cancellationToken);
    }

    // A start without a database has only the copies to tell it which page stands at the root.
    private async Task RememberDefaultAsync(PublicPageId? page, CancellationToken cancellationToken)
    {
        if (page == _default)
        {
            return;
        }

        var before = _default;
        _default = page;
        foreach (var snapshot in shelf.All.Where(one => one.PageId == before || one.PageId == page))
        {
            await disk.SaveAsync(snapshot, snapshot.PageId == page, cancellationToken);
        }
    }

    private async Task CatchUpAsync(PageHead head, CancellationToken cancellationToken)
    {
        var held = shelf.Find(head.Id);
        if (held is not null && held.Version > head.ContentVersion)
        {
            // Asked after it was shelved, the database can only know less because it was restored from a backup: what it says now is the truth.
            await snapshots.OutgrowAsync(head.Id, held.Version, cancellationToken);
            await RenderAsync(head.Id, cancellationToken);
            return;
        }

        if (held is not null && held.Version == head.ContentVersion && held.IsFreshAt(time.GetUtcNow()))
        {
            return;
        }

        // Another node may have rendered it; else it is this one's turn, whether or not a message says so.
        var stored = await pages.NewerSnapshotAsync(head.Id, held?.Version ?? 0, held?.View.RenderedAt ?? default, cancellationToken);
        if (Readable(stored) is { } snapshot && snapshot.Version >= head.ContentVersion && snapshot.IsFreshAt(time.GetUtcNow()))
        {
            await ShelveAsync(snapshot, cancellationToken);
        }
        else
        {
            await RenderAsync(head.Id, cancellationToken);
        }
    }

    // What is wrong with one page must not keep the others from being current.
    private async Task<Exception?> TryAsync(PublicPageId page, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // When the database is away this throws too and ends the round: then it is no matter of this page.
            await pages.HeadsAsync(cancellationToken);
            if (shelf.Doubt(page))
            {
                Log.NotRendered(logger, page, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
            }

            return failure;
        }
    }

    private async Task RenderAsync(PublicPageId page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await pages.FactsAsync(page, now, cancellationToken) is { } facts && facts.Page.Visibility.IsForEverybody())
        {
            var rendered = await renderer.RenderAsync(page, facts.Page.OrganizationId, PageViewBuilder.Build(facts, now));
            await snapshots.StoreAsync(rendered.ToStored(), cancellationToken);
            await ShelveAsync(rendered, cancellationToken);
        }
    }

    private async Task ShelveAsync(PageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var before = shelf.Find(snapshot.PageId);
        if (shelf.Put(snapshot))
        {
            if (before is null || before.Version != snapshot.Version)
            {
                await push.ChangedAsync(snapshot, cancellationToken);
            }

            await disk.SaveAsync(snapshot, snapshot.PageId == _default, cancellationToken);
        }
    }

    private async Task WordStaleAsync()
    {
        foreach (var snapshot in shelf.All.Where(one => shelf.IsStale(one) && !shelf.HasStale(one.PageId)).ToList())
        {
            shelf.PutStale(await WordedStaleAsync(snapshot));
        }
    }

    private async Task<PageSnapshot> WordedStaleAsync(PageSnapshot snapshot)
    {
        try
        {
            return await renderer.RenderAsync(snapshot.PageId, snapshot.OrganizationId, snapshot.View, shelf.AsOf(snapshot));
        }
        catch (Exception failure)
        {
            // A copy of another release may hold what this one has no words for. Served as it is, its header still says how old it is.
            Log.NotWorded(logger, snapshot.PageId, failure);
            return snapshot;
        }
    }

    private static PageSnapshot? Readable(RenderedPage? stored)
    {
        try
        {
            return stored is null ? null : PageSnapshot.FromStored(stored);
        }
        catch (JsonException)
        {
            // Written by another version of the product during a rolling update: this one renders its own.
            return null;
        }
    }

    private async Task WaitAsync(FeedSubscription hints, CancellationToken stoppingToken)
    {
        using var tick = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), tick, Tick - Gap, Timeout.InfiniteTimeSpan);
        try
        {
            await hints.NextAsync(change => change.Kind is ChangeKind.Page, tick.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // No hint within the tick: look anyway.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The database cannot be used; pages are served as they were last known: {Problem}")]
        public static partial void Away(ILogger logger, string problem, Exception? failure);

        [LoggerMessage(LogLevel.Error, "The page {Page} could not be rendered; it is served as it last was: {Problem}")]
        public static partial void NotRendered(ILogger logger, PublicPageId page, string problem, Exception? failure);

        [LoggerMessage(LogLevel.Error, "The page {Page} could not be worded as stale; it is served as it last was")]
        public static partial void NotWorded(ILogger logger, PublicPageId page, Exception failure);

        [LoggerMessage(LogLevel.Information, "The database can be used again; pages are current")]
        public static partial void Back(ILogger logger);
    }
}
