using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

/// <summary>Which pages have to be rendered, and where the result is kept for every node.</summary>
public interface IPageSnapshots
{
    /// <summary>Takes the pages that wait for a render; each is this node's until it is done or the lease ends.</summary>
    Task<IReadOnlyList<RenderTask>> ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a snapshot unless a newer one is there. Safe to repeat.</summary>
    Task StoreAsync(RenderedPage rendered, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the page's versions go on above one that was published already, though the database, restored from a backup, knows only lower
    /// ones. Versions only ever grow for those who saw them. Safe to repeat.
    /// </summary>
    Task OutgrowAsync(PublicPageId page, long version, CancellationToken cancellationToken);

    /// <summary>Forgets the messages that asked for it.</summary>
    Task DoneAsync(RenderTask task, CancellationToken cancellationToken);
}

/// <summary>A page to render, and the messages that asked for it: all that had come by then are answered by one render.</summary>
public sealed record RenderTask(PublicPageId PageId, IReadOnlyList<Guid> Messages);

internal sealed class PageSnapshots(Database database) : IPageSnapshots
{
    private const int Most = 500;

    // Far longer than a render takes; a node that was killed in the middle delays its pages by this much at the most.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<RenderTask>> ClaimAsync(CancellationToken cancellationToken)
    {
        var messages = await database.WriteAsync(
            DataScope.Everything,
            context => database.Dialect.ClaimOutboxAsync(context, OutboxKind.PageRender, Most, Lease, cancellationToken),
            cancellationToken);
        return
        [
            .. messages.GroupBy(message => message.SubjectId)
                .Select(group => new RenderTask(new PublicPageId(group.Key), [.. group.Select(message => message.Id)])),
        ];
    }

    public Task StoreAsync(RenderedPage rendered, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything, context => database.Dialect.StoreSnapshotAsync(context, rendered, cancellationToken), cancellationToken);

    public Task OutgrowAsync(PublicPageId page, long version, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => context.Set<PublicPage>().Where(row => row.Id == page && row.ContentVersion <= version)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.ContentVersion, version + 1), cancellationToken),
        cancellationToken);

    public Task DoneAsync(RenderTask task, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => context.Set<OutboxMessage>().Where(message => task.Messages.Contains(message.Id)).ExecuteDeleteAsync(cancellationToken),
        cancellationToken);
}
