using StatusPage.Core.Live;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Serving;

/// <summary>
/// Keeps the shelf current, round after round: has rendered what was asked for, confirms the versions with the database, and has pages worded as
/// stale while it cannot be reached. Hints make it quick; without any it is at most a second late.
/// </summary>
internal sealed partial class SnapshotKeeper(
    IStatusFeed feed,
    DatabaseReadiness readiness,
    IPageQueries pages,
    IPageSnapshots snapshots,
    PageUpkeep upkeep,
    SnapshotShelf shelf,
    SnapshotDisk disk,
    ISharedSnapshots shared,
    TimeProvider time,
    ILogger<SnapshotKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // Many changes at once become one render; at most four a second.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);

    // What is rendered at all takes a fraction of it; whoever waited this long for another node renders by himself.
    private static readonly TimeSpan PatienceWithOthers = TimeSpan.FromMilliseconds(250);

    private bool _reached = true;
    private bool _taking = true;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (snapshot, isDefault) in disk.Load())
        {
            shelf.Put(snapshot);
            if (isDefault)
            {
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
            if (!readiness.IsReady || !await TryOnceAsync(stoppingToken))
            {
                await upkeep.TakeNewerAsync(stoppingToken);
            }

            await WordStaleAsync();
            await Task.Delay(Gap, time, stoppingToken);
            await WaitAsync(hints, stoppingToken);
        }
    }

    private async Task<bool> TryOnceAsync(CancellationToken cancellationToken)
    {
        // Where the outbox alone is held by somebody, pages are confirmed all the same, by tables that are not.
        var rendering = RenderClaimedAsync(cancellationToken);
        await rendering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await ConfirmAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // The shelf goes on serving, and says how old it is. Once is enough in the log.
            if (_reached)
            {
                Log.Away(logger, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
                _reached = false;
            }

            return false;
        }

        if (!_reached)
        {
            Log.Back(logger);
            _reached = true;
        }

        return await IsDoneAsync(rendering, cancellationToken);
    }

    private async Task<bool> IsDoneAsync(Task rendering, CancellationToken cancellationToken)
    {
        try
        {
            await rendering;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (_taking)
            {
                Log.NotTaken(logger, DatabaseFailure.Line(failure), DatabaseFailure.Stack(failure));
                _taking = false;
            }

            return false;
        }

        if (!_taking)
        {
            Log.Taken(logger);
            _taking = true;
        }

        return true;
    }

    private async Task RenderClaimedAsync(CancellationToken cancellationToken)
    {
        foreach (var task in await snapshots.ClaimAsync(cancellationToken))
        {
            await (await TryAsync(task.PageId, () => upkeep.RenderAsync(task.PageId, cancellationToken), cancellationToken) is { } failure
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
            await TryAsync(head.Id, () => upkeep.CatchUpAsync(head, asked + PatienceWithOthers, cancellationToken), cancellationToken);
        }

        var existing = heads.Select(head => head.Id).ToHashSet();
        var gone = shelf.All.Where(snapshot => !existing.Contains(snapshot.PageId)).ToList();
        var before = shelf.DefaultPage;
        shelf.Keep(existing, heads.FirstOrDefault(head => head.IsDefault)?.Id);
        foreach (var snapshot in gone)
        {
            await upkeep.ForgetAsync(snapshot, cancellationToken);
        }

        shelf.Confirm(asked);
        await RememberDefaultAsync(before, cancellationToken);
        await shared.AgreeAsync([.. shelf.All], shelf.DefaultPage, cancellationToken);
    }

    // A start without a database has only the copies to tell it which page stands at the root.
    private async Task RememberDefaultAsync(PublicPageId? before, CancellationToken cancellationToken)
    {
        if (shelf.DefaultPage is var page && page != before)
        {
            foreach (var snapshot in shelf.All.Where(one => one.PageId == before || one.PageId == page))
            {
                await disk.SaveAsync(snapshot, snapshot.PageId == page, cancellationToken);
                await shared.PutAsync(snapshot, snapshot.PageId == page, cancellationToken);
            }
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

    private async Task WordStaleAsync()
    {
        foreach (var snapshot in shelf.All.Where(one => shelf.IsStale(one) && !shelf.HasStale(one.PageId)).ToList())
        {
            await upkeep.WordStaleAsync(snapshot);
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

        [LoggerMessage(LogLevel.Warning, "What the outbox asks to be rendered cannot be taken; pages are kept current without: {Problem}")]
        public static partial void NotTaken(ILogger logger, string problem, Exception? failure);

        [LoggerMessage(LogLevel.Information, "What the outbox asks to be rendered is taken again")]
        public static partial void Taken(ILogger logger);

        [LoggerMessage(LogLevel.Error, "The page {Page} could not be rendered; it is served as it last was: {Problem}")]
        public static partial void NotRendered(ILogger logger, PublicPageId page, string problem, Exception? failure);

        [LoggerMessage(LogLevel.Information, "The database can be used again; pages are current")]
        public static partial void Back(ILogger logger);
    }
}
