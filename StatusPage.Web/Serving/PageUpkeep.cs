using System.Text.Json;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>
/// Brings one page on the shelf up to date, by taking what another node has rendered or by rendering it here.
/// </summary>
internal sealed partial class PageUpkeep(
    IPageQueries pages,
    IPageSnapshots snapshots,
    SnapshotRenderer renderer,
    SnapshotShelf shelf,
    SnapshotDisk disk,
    ISharedSnapshots shared,
    SnapshotPush push,
    TimeProvider time,
    ILogger<PageUpkeep> logger) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // What comes from other nodes comes at any time, and a page has one copy on disk.
    private readonly SemaphoreSlim _shelving = new(1, 1);

    /// <summary>Sees to it that what is served says what the database says. Fails when the database does. For one caller at a time.</summary>
    /// <param name="patientUntil">How long another node may be waited for that seems to be rendering it.</param>
    public async Task CatchUpAsync(PageHead head, DateTimeOffset patientUntil, CancellationToken cancellationToken)
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
        if (await OfAnotherAsync(head, patientUntil, cancellationToken) is { } taken)
        {
            await ShelveAsync(taken, cancellationToken);
            return;
        }

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

    /// <summary>Renders the page as it is now, keeps it for the other nodes and serves it. Fails when the database does. For one caller at a time.</summary>
    public async Task RenderAsync(PublicPageId page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await pages.FactsAsync(page, now, cancellationToken) is { } facts && facts.Page.Visibility.IsForEverybody())
        {
            var rendered = await renderer.RenderAsync(page, facts.Page.OrganizationId, PageViewBuilder.Build(facts, now));
            await snapshots.StoreAsync(rendered.ToStored(), cancellationToken);
            await shared.PutAsync(rendered, rendered.PageId == shelf.DefaultPage, cancellationToken);
            if (await ShelveAsync(rendered, cancellationToken))
            {
                push.TellOthers(rendered);
            }
        }
    }

    /// <summary>Takes over what another node says that it has rendered. Where that cannot be had, viewers are told all the same: they ask until it is here.</summary>
    public async Task TakeAsync(PublicPageId page, long version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // A page that this node does not serve may be one that it must not.
        if (shelf.Find(page) is { } held && held.Version < version)
        {
            if (await shared.FindAsync(page, version, cancellationToken) is { } snapshot)
            {
                await ShelveAsync(snapshot, cancellationToken);
            }
            else
            {
                await push.ChangedAsync(page, version, at, cancellationToken);
            }
        }
    }

    /// <summary>Takes over what other nodes have rendered, for as long as there is no database to ask.</summary>
    public async Task TakeNewerAsync(CancellationToken cancellationToken)
    {
        foreach (var (snapshot, isDefault) in await shared.NewerAsync(shelf.Find, cancellationToken))
        {
            await ShelveAsync(snapshot, cancellationToken);
            if (isDefault && shelf.DefaultPage is null)
            {
                shelf.Keep(shelf.All.Select(one => one.PageId).ToHashSet(), snapshot.PageId);
            }
        }
    }

    /// <summary>Takes away what was kept of a page that is not for everybody any more, and tells those who have it open. It has left the shelf.</summary>
    public async Task ForgetAsync(PageSnapshot gone, CancellationToken cancellationToken)
    {
        disk.Delete(gone.PageId);
        await shared.ForgetAsync(gone.PageId, cancellationToken);
        await push.GoneAsync(gone, time.GetUtcNow(), cancellationToken);
    }

    public void Dispose() => _shelving.Dispose();

    /// <summary>The page in the words that say since when nobody has confirmed it. Needs no database and does not fail.</summary>
    public async Task WordStaleAsync(PageSnapshot snapshot) => shelf.PutStale(await WordedStaleAsync(snapshot));

    /// <summary>What another node has put where all find it, waited for while it is likely to come: all nodes hear of a change, and one renders it.</summary>
    private async Task<PageSnapshot?> OfAnotherAsync(PageHead head, DateTimeOffset patientUntil, CancellationToken cancellationToken)
    {
        var isAwaited = shelf.Find(head.Id) is { } held && held.Version < head.ContentVersion;
        while (shared.IsUp)
        {
            if (await shared.FindAsync(head.Id, head.ContentVersion, cancellationToken) is { } found)
            {
                return found;
            }

            if (!isAwaited || time.GetUtcNow() >= patientUntil)
            {
                return null;
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        return null;
    }

    private async Task<bool> ShelveAsync(PageSnapshot snapshot, CancellationToken cancellationToken)
    {
        await _shelving.WaitAsync(cancellationToken);
        try
        {
            var before = shelf.Find(snapshot.PageId);
            if (!shelf.Put(snapshot))
            {
                return false;
            }

            if (before is null || before.Version != snapshot.Version)
            {
                await push.ChangedAsync(snapshot, cancellationToken);
            }

            await disk.SaveAsync(snapshot, snapshot.PageId == shelf.DefaultPage, cancellationToken);
            return before is null || before.Version != snapshot.Version;
        }
        finally
        {
            _shelving.Release();
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
