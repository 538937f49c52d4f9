using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;

namespace StatusPage.Core.Subscribers;

internal sealed class Subscriptions(Database database, ISecrets secrets, TimeProvider time) : ISubscriptions
{
    public Task<SubscribablePage?> PageAsync(string? slug, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context => await context.Set<PublicPage>()
            .SingleOrDefaultAsync(row => slug == null ? row.IsDefault : row.Slug == slug, cancellationToken) is { } page && page.Visibility.IsForEverybody()
                ? await ReadAsync(context, page, cancellationToken)
                : null,
        cancellationToken);

    public async Task RequestAsync(
        PublicPageId page, string address, IReadOnlyCollection<ServiceComponentId>? components, CancellationToken cancellationToken)
    {
        var plain = EmailAddress.Checked(EmailAddress.Composed(address.Trim()) ?? address);
        if (components is { Count: 0 })
        {
            throw new RuleViolationException("Choose at least one component, or the whole page.");
        }

        // Sealed before the transaction: the first use of the keys may write some of its own.
        var (id, keys) = (SubscriberId.New(), SubscriberKeys.New());
        var request = new Request(id, page, plain, components, keys, keys.Seal(secrets), time.GetUtcNow());
        try
        {
            await database.WriteAsync(DataScope.Everything, context => RequestAsync(context, request, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The same request at the same moment may have been faster; then a mail is on its way.
            if (!await database.ReadAsync(DataScope.Everything, context => IsKnownAsync(context, request, cancellationToken), cancellationToken))
            {
                throw;
            }
        }
    }

    public Task<OwnSubscription?> FindAsync(SubscriberKey kind, string key, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Everything,
        async context =>
        {
            var found = await FindAsync(context, kind, key, cancellationToken);
            var page = found is null ? null : await context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == found.PageId, cancellationToken);
            return found is null || page is null || IsStale(kind, found)
                ? null
                : new OwnSubscription(
                    await ReadAsync(context, page, cancellationToken), found.Address, found.State,
                    found.WholePage ? null : [.. found.Components.Select(followed => followed.ComponentId)]);
        },
        cancellationToken);

    public Task<bool> ConfirmAsync(string key, CancellationToken cancellationToken) => ActAsync(
        SubscriberKey.Confirm,
        key,
        (_, subscriber) =>
        {
            subscriber.Confirm(time.GetUtcNow());
            return Task.FromResult(subscriber.State is SubscriberState.Confirmed);
        },
        cancellationToken);

    public Task<bool> ChangeAsync(string key, IReadOnlyCollection<ServiceComponentId>? components, CancellationToken cancellationToken) => ActAsync(
        SubscriberKey.Manage,
        key,
        async (context, subscriber) =>
        {
            subscriber.Follow(components is null ? null : await OwnAsync(context, subscriber.PageId, components, cancellationToken));
            context.Entry(subscriber).State = EntityState.Modified;
            return true;
        },
        cancellationToken);

    public Task<bool> LeaveAsync(SubscriberKey kind, string key, CancellationToken cancellationToken) => ActAsync(
        kind is SubscriberKey.Manage ? SubscriberKey.Manage : SubscriberKey.Unsubscribe,
        key,
        (_, subscriber) =>
        {
            subscriber.Leave(time.GetUtcNow());
            return Task.FromResult(true);
        },
        cancellationToken);

    private async Task<bool> ActAsync(
        SubscriberKey kind, string key, Func<StatusPageContext, Subscriber, Task<bool>> act, CancellationToken cancellationToken)
    {
        async Task<bool> RunAsync(StatusPageContext context) =>
            await FindAsync(context, kind, key, cancellationToken) is { } found && !IsStale(kind, found) && await act(context, found);

        try
        {
            return await database.WriteAsync(DataScope.Everything, RunAsync, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A double click, or a mail program and its owner at once: whoever is second finds it done.
            return await database.WriteAsync(DataScope.Everything, RunAsync, cancellationToken);
        }
    }

    private bool IsStale(SubscriberKey kind, Subscriber subscriber) => kind is SubscriberKey.Confirm
        && (subscriber.State is SubscriberState.Unsubscribed
            || (subscriber.State is SubscriberState.Pending && time.GetUtcNow() - subscriber.CreatedAt > Subscriber.PendingLasts));

    private static async Task<bool> RequestAsync(StatusPageContext context, Request request, CancellationToken cancellationToken)
    {
        var page = await context.Set<PublicPage>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.Page, cancellationToken);
        if (page?.Visibility.IsForEverybody() is not true)
        {
            throw new NotFoundException("The page");
        }

        await ForgetPendingAsync(context, request, cancellationToken);
        var components = request.Components is null ? null : await OwnAsync(context, page.Id, request.Components, cancellationToken);
        var key = Subscriber.KeyOf(request.Address);
        var subscriber = await context.Set<Subscriber>().Include(row => row.Components)
            .SingleOrDefaultAsync(row => row.PageId == page.Id && row.AddressKey == key, cancellationToken);
        if (subscriber is null)
        {
            subscriber = new Subscriber(request.Id, page.OrganizationId, page.Id, request.Address, request.Keys, request.Sealed, request.Now);
            context.Add(subscriber);
        }

        if (subscriber.Ask(components, request.Keys, request.Sealed, request.Now))
        {
            context.Add(new OutboxMessage(Guid.CreateVersion7(), page.OrganizationId, OutboxKind.SubscriptionMail, subscriber.Id.Value));
        }

        return true;
    }

    // Nobody's address is kept because somebody else has typed it.
    private static Task<int> ForgetPendingAsync(StatusPageContext context, Request request, CancellationToken cancellationToken)
    {
        var before = request.Now - Subscriber.PendingLasts;
        return context.Set<Subscriber>()
            .Where(row => row.PageId == request.Page && row.State == SubscriberState.Pending && row.CreatedAt < before && row.AskedAt < before)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<bool> IsKnownAsync(StatusPageContext context, Request request, CancellationToken cancellationToken)
    {
        var key = Subscriber.KeyOf(request.Address);
        return context.Set<Subscriber>().AnyAsync(row => row.PageId == request.Page && row.AddressKey == key, cancellationToken);
    }

    // What somebody sent from a form that was open for long may be gone by now.
    private static async Task<List<ServiceComponentId>> OwnAsync(
        StatusPageContext context, PublicPageId page, IReadOnlyCollection<ServiceComponentId> named, CancellationToken cancellationToken) =>
        await context.Set<ServiceComponent>().Where(component => component.PageId == page && component.Visible && named.Contains(component.Id))
            .Select(component => component.Id).ToListAsync(cancellationToken);

    private static async Task<SubscribablePage> ReadAsync(StatusPageContext context, PublicPage page, CancellationToken cancellationToken)
    {
        var groups = await context.Set<ComponentGroup>().Where(group => group.PageId == page.Id).ToDictionaryAsync(group => group.Id, cancellationToken);
        var components = await context.Set<ServiceComponent>().Where(component => component.PageId == page.Id && component.Visible)
            .OrderBy(component => component.Position).ThenBy(component => component.Id).ToListAsync(cancellationToken);
        var rows = components.Select(component => (component, Group: component.GroupId is { } id ? groups.GetValueOrDefault(id) : null))
            .OrderBy(row => row.Group?.Position ?? -1);
        return new SubscribablePage(
            page.Id, page.Name, page.Slug, [.. rows.Select(row => new SubscribableComponent(row.component.Id, row.component.Name, row.Group?.Name))]);
    }

    private static Task<Subscriber?> FindAsync(StatusPageContext context, SubscriberKey kind, string key, CancellationToken cancellationToken)
    {
        var hash = SubscriberKeys.Hash(key);
        var subscribers = context.Set<Subscriber>().Include(row => row.Components);
        return kind switch
        {
            SubscriberKey.Confirm => subscribers.SingleOrDefaultAsync(row => row.ConfirmHash == hash, cancellationToken),
            SubscriberKey.Manage => subscribers.SingleOrDefaultAsync(row => row.ManageHash == hash, cancellationToken),
            SubscriberKey.Unsubscribe => subscribers.SingleOrDefaultAsync(row => row.UnsubscribeHash == hash, cancellationToken),
        };
    }

    private sealed record Request(
        SubscriberId Id,
        PublicPageId Page,
        string Address,
        IReadOnlyCollection<ServiceComponentId>? Components,
        SubscriberKeys Keys,
        Secret Sealed,
        DateTimeOffset Now);
}
