using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

internal sealed class PageSnapshots(Database database, OutboxQueue outbox) : IPageSnapshots
{
    private const int Most = 500;

    // Far longer than a render takes; a node that was killed in the middle delays its pages by this much at the most.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<RenderTask>> ClaimAsync(CancellationToken cancellationToken)
    {
        var messages = await outbox.ClaimAsync([OutboxKind.PageRender], Most, Lease, cancellationToken);
        return
        [
            .. messages.GroupBy(message => message.SubjectId)
                .Select(group => new RenderTask(new PublicPageId(group.Key), [.. group.Select(message => message.Lease)])),
        ];
    }

    public Task StoreAsync(RenderedPage rendered, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        async context =>
        {
            await database.Dialect.StoreSnapshotAsync(context, rendered, cancellationToken);

            // Every request was saved with the version that it raised, so a snapshot of the newest version answers all that can be seen here.
            await context.Set<OutboxMessage>()
                .Where(message => message.Kind == OutboxKind.PageRender && message.SubjectId == rendered.PageId.Value && message.LeaseUntil == null
                    && context.Set<PublicPage>().Any(page => page.Id == rendered.PageId && page.ContentVersion <= rendered.ContentVersion))
                .ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    public Task OutgrowAsync(PublicPageId page, long version, CancellationToken cancellationToken) => database.WriteAsync(
        DataScope.Everything,
        context => context.Set<PublicPage>().Where(row => row.Id == page && row.ContentVersion <= version)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.ContentVersion, version + 1), cancellationToken),
        cancellationToken);

    public Task DoneAsync(RenderTask task, CancellationToken cancellationToken) =>
        outbox.DoneAsync(OutboxKind.PageRender, task.Messages, cancellationToken);

    public Task FailedAsync(RenderTask task, string problem, CancellationToken cancellationToken) =>
        outbox.FailedAsync(OutboxKind.PageRender, task.Messages, problem, cancellationToken);
}
