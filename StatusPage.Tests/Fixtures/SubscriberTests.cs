using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about those who are told of an organisation's incidents by mail.</summary>
public abstract class SubscriberTests(DatabaseKind kind, PostgresServer server) : IncidentTests(kind, server)
{
    protected ISubscriptions Subscriptions => Get<ISubscriptions>();

    protected Task AskAsync(string address, PublicPage? page = null, params ServiceComponent[] components) => Subscriptions.RequestAsync(
        (page ?? Tenant.Page).Id, address, components.Length == 0 ? null : [.. components.Select(component => component.Id)], Token);

    /// <summary>Asks and confirms; the outbox is as it was before.</summary>
    protected async Task<SubscriberKeys> SubscribeAsync(string address, PublicPage? page = null, params ServiceComponent[] components)
    {
        await AskAsync(address, page, components);
        await Data.ExecuteAsync("DELETE FROM outbox WHERE kind = 'subscription_mail'");
        var keys = await KeysAsync(address, page);
        Assert.True(await Subscriptions.ConfirmAsync(keys.Confirm, Token));
        return keys;
    }

    protected async Task<Subscriber> FindAsync(string address, PublicPage? page = null)
    {
        var (id, key) = ((page ?? Tenant.Page).Id, Subscriber.KeyOf(address));
        return await Data.ReadAsync(context => context.Set<Subscriber>().Include(row => row.Components).SingleAsync(row => row.PageId == id && row.AddressKey == key, Token));
    }

    protected async Task<SubscriberKeys> KeysAsync(string address, PublicPage? page = null) =>
        SubscriberKeys.Open(Get<ISecrets>(), (await FindAsync(address, page)).SealedKeys);

    /// <summary>So many more who follow the page and have confirmed.</summary>
    protected async Task ManyAsync(int count)
    {
        var rows = Enumerable.Range(0, count).Select(index =>
        {
            var keys = SubscriberKeys.New();
            var subscriber = new Subscriber(
                SubscriberId.New(), Tenant.Id, Tenant.Page.Id, FormattableString.Invariant($"user{index}@example.com"), keys, keys.Seal(Get<ISecrets>()), Data.Now);
            subscriber.Confirm(Data.Now);
            return subscriber;
        });
        await Data.AddAsync([.. rows]);
    }

    /// <summary>Has links begin with this.</summary>
    protected async Task PublishAtAsync(string address)
    {
        await Data.ExecuteAsync("DELETE FROM installation");
        await Data.ExecuteAsync("INSERT INTO installation (id, public_url) VALUES (1, {0})", address);
    }

    protected async Task<int> WaitingAsync(OutboxKind kind) => (await Data.AllAsync<OutboxMessage>()).Count(message => message.Kind == kind);
}
