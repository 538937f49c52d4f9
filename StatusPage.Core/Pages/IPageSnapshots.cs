using StatusPage.Core.Outbox;

namespace StatusPage.Core.Pages;

/// <summary>Which pages have to be rendered, and where the result is kept for every node.</summary>
public interface IPageSnapshots
{
    /// <summary>Takes the pages that wait for a render; each is this node's until it is done or the lease ends.</summary>
    Task<IReadOnlyList<RenderTask>> ClaimAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a snapshot unless a newer one is there. One that says all there is to say also answers the requests that nobody has taken, parked
    /// ones among them. Safe to repeat.
    /// </summary>
    Task StoreAsync(RenderedPage rendered, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the page's versions go on above one that was published already, though the database, restored from a backup, knows only lower
    /// ones. Versions only ever grow for those who saw them. Safe to repeat.
    /// </summary>
    Task OutgrowAsync(PublicPageId page, long version, CancellationToken cancellationToken);

    /// <summary>Forgets the messages that asked for it, as far as they are still this node's.</summary>
    Task DoneAsync(RenderTask task, CancellationToken cancellationToken);

    /// <summary>Has the messages come again later, a few times, and then be shown to staff.</summary>
    /// <param name="problem">For staff.</param>
    Task FailedAsync(RenderTask task, string problem, CancellationToken cancellationToken);
}

/// <summary>A page to render, and the messages that asked for it: all that had come by then are answered by one render.</summary>
public sealed record RenderTask(PublicPageId PageId, IReadOnlyList<OutboxLease> Messages);
