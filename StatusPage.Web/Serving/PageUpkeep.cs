using System.Text.Json;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>
/// Brings one page on the shelf up to date, by taking what another node has rendered or by rendering it here. Fails when the database does. For
/// one caller at a time.
/// </summary>
internal sealed partial class PageUpkeep(
    IPageQueries pages,
    IPageSnapshots snapshots,
    SnapshotRenderer renderer,
    SnapshotShelf shelf,
    SnapshotDisk disk,
    SnapshotPush push,
    TimeProvider time,
    ILogger<PageUpkeep> logger)
{
    /// <summary>Sees to it that what is served says what the database says.</summary>
    public async Task CatchUpAsync(PageHead head, CancellationToken cancellationToken)
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

    /// <summary>Renders the page as it is now, keeps it for the other nodes and serves it.</summary>
    public async Task RenderAsync(PublicPageId page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await pages.FactsAsync(page, now, cancellationToken) is { } facts && facts.Page.Visibility.IsForEverybody())
        {
            var rendered = await renderer.RenderAsync(page, facts.Page.OrganizationId, PageViewBuilder.Build(facts, now));
            await snapshots.StoreAsync(rendered.ToStored(), cancellationToken);
            await ShelveAsync(rendered, cancellationToken);
        }
    }

    /// <summary>The page in the words that say since when nobody has confirmed it. Needs no database and does not fail.</summary>
    public async Task WordStaleAsync(PageSnapshot snapshot) => shelf.PutStale(await WordedStaleAsync(snapshot));

    private async Task ShelveAsync(PageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var before = shelf.Find(snapshot.PageId);
        if (shelf.Put(snapshot))
        {
            if (before is null || before.Version != snapshot.Version)
            {
                await push.ChangedAsync(snapshot, cancellationToken);
            }

            await disk.SaveAsync(snapshot, snapshot.PageId == shelf.DefaultPage, cancellationToken);
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The page {Page} could not be worded as stale; it is served as it last was")]
        public static partial void NotWorded(ILogger logger, PublicPageId page, Exception failure);
    }
}
