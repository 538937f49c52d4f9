using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

/// <summary>Says, in the transaction of a cause, which pages have to be rendered again.</summary>
internal static class PageChanges
{
    /// <summary>The pages on which the components stand.</summary>
    public static async Task RaiseForAsync(
        StatusPageContext context, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken)
    {
        if (components.Count > 0)
        {
            var pages = await context.Set<ServiceComponent>().Where(component => components.Contains(component.Id))
                .Select(component => component.PageId).Distinct().ToListAsync(cancellationToken);
            await RaiseAsync(context, pages, cancellationToken);
        }
    }

    public static async Task RaiseAsync(StatusPageContext context, IReadOnlyCollection<PublicPageId> pages, CancellationToken cancellationToken)
    {
        // In the order of their ids, so that two transactions that raise the same pages cannot wait for each other.
        var rows = await context.Set<PublicPage>().AsNoTracking().Where(page => pages.Contains(page.Id)).OrderBy(page => page.Id)
            .Select(page => new { page.Id, page.OrganizationId }).ToListAsync(cancellationToken);
        foreach (var page in rows)
        {
            await context.Set<PublicPage>().Where(row => row.Id == page.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.ContentVersion, one => one.ContentVersion + 1), cancellationToken);

            // The new request asks for all that a parked one asked for.
            await context.Set<OutboxMessage>()
                .Where(row => row.Kind == OutboxKind.PageRender && row.SubjectId == page.Id.Value && row.ParkedAt != null)
                .ExecuteDeleteAsync(cancellationToken);
            context.Add(new OutboxMessage(Guid.CreateVersion7(), page.OrganizationId, OutboxKind.PageRender, page.Id.Value));
            context.Announce(new Change(ChangeKind.Page, page.OrganizationId, page.Id.Value));
        }
    }
}
