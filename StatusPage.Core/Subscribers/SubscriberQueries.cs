using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Subscribers;

internal sealed class SubscriberQueries(Database database) : ISubscriberQueries
{
    public Task<SubscriberList> ListAsync(Actor actor, SubscriberFilter filter, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        return database.ReadAsync(DataScope.Of(actor.OrganizationId), context => ListAsync(context, filter, cancellationToken), cancellationToken);
    }

    private static async Task<SubscriberList> ListAsync(StatusPageContext context, SubscriberFilter filter, CancellationToken cancellationToken)
    {
        IQueryable<Subscriber> subscribers = context.Set<Subscriber>();
        if (filter.Page is { } page)
        {
            subscribers = subscribers.Where(row => row.PageId == page);
        }

        if (filter.State is { } state)
        {
            subscribers = subscribers.Where(row => row.State == state);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = Subscriber.KeyOf(filter.Text);
            subscribers = subscribers.Where(row => row.AddressKey.Contains(text));
        }

        var items = await subscribers.OrderBy(row => row.AddressKey).ThenBy(row => row.Id).Take(SubscriberFilter.Most)
            .Select(row => new SubscriberRow(
                row.Id,
                row.Address,
                context.Set<PublicPage>().IgnoreQueryFilters(new[] { IArchivable.Filter }).Where(one => one.Id == row.PageId).Select(one => one.Name).FirstOrDefault() ?? "",
                row.State,
                row.Components.Count,
                row.CreatedAt,
                row.Problem,
                row.Version))
            .ToListAsync(cancellationToken);
        var counts = await context.Set<Subscriber>().GroupBy(row => new { row.PageId, row.State })
            .Select(group => new { group.Key.PageId, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken);
        var pages = await context.Set<PublicPage>().OrderBy(row => row.Name).Select(row => new { row.Id, row.Name }).ToListAsync(cancellationToken);
        int Of(PublicPageId id, SubscriberState of) => counts.Where(row => row.PageId == id && row.State == of).Sum(row => row.Count);
        return new SubscriberList(
            items,
            items.Count < SubscriberFilter.Most ? items.Count : await subscribers.CountAsync(cancellationToken),
            [.. pages.Select(row => new SubscribedPage(row.Id, row.Name, Of(row.Id, SubscriberState.Confirmed), Of(row.Id, SubscriberState.Pending)))]);
    }
}
