using StatusPage.Core;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Subscribers;

public abstract class SubscriptionsTests(DatabaseKind kind, PostgresServer server) : SubscriberTests(kind, server)
{
    [Fact]
    public async Task Request_OfANewAddress_WaitsForItsOwner()
    {
        await AskAsync(" Ada@Example.com ", components: Api);

        var found = await FindAsync("ada@example.com");
        Assert.Equal((SubscriberState.Pending, "Ada@Example.com", false), (found.State, found.Address, found.WholePage));
        Assert.Equal([Api.Id], found.Components.Select(followed => followed.ComponentId));
        Assert.Equal(1, await WaitingAsync(OutboxKind.SubscriptionMail));
    }

    [Fact]
    public async Task Request_AgainAndAgain_SendsFewMails()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            await AskAsync(minute % 2 == 0 ? "ada@example.com" : "ADA@example.com");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // At once, after 10 and after 20 more.
        Assert.Equal(3, await WaitingAsync(OutboxKind.SubscriptionMail));
        Assert.Single(await Data.AllAsync<Subscriber>());
    }

    [Fact]
    public async Task Request_ForAConfirmedAddress_ChangesNothingAndTellsIt()
    {
        await SubscribeAsync("ada@example.com");

        await AskAsync("ada@example.com", components: Api);

        var found = await FindAsync("ada@example.com");
        Assert.Equal((SubscriberState.Confirmed, true), (found.State, found.WholePage));
        Assert.Equal(1, await WaitingAsync(OutboxKind.SubscriptionMail));
    }

    [Fact]
    public async Task Secrets_EachOpensItsOwnDoorOnly()
    {
        var keys = await SubscribeAsync("ada@example.com");

        Assert.Null(await Subscriptions.FindAsync(SubscriberKey.Manage, keys.Unsubscribe, Token));
        Assert.Null(await Subscriptions.FindAsync(SubscriberKey.Confirm, keys.Manage, Token));
        Assert.False(await Subscriptions.ChangeAsync(keys.Unsubscribe, [Api.Id], Token));
        Assert.False(await Subscriptions.LeaveAsync(SubscriberKey.Unsubscribe, keys.Confirm, Token));
        var kept = await FindAsync("ada@example.com");
        Assert.DoesNotContain(new[] { keys.Confirm, keys.Manage, keys.Unsubscribe }, key => new[] { kept.ConfirmHash, kept.ManageHash, kept.UnsubscribeHash }.Contains(key));
        Assert.Equal(43, keys.Unsubscribe.Length);
    }

    [Fact]
    public async Task Leave_ThenOldLinks_DoNotBringBack()
    {
        var keys = await SubscribeAsync("ada@example.com");

        Assert.True(await Subscriptions.LeaveAsync(SubscriberKey.Unsubscribe, keys.Unsubscribe, Token));
        Assert.True(await Subscriptions.LeaveAsync(SubscriberKey.Unsubscribe, keys.Unsubscribe, Token));

        Assert.False(await Subscriptions.ConfirmAsync(keys.Confirm, Token));
        Assert.Equal(SubscriberState.Unsubscribed, (await FindAsync("ada@example.com")).State);
        await AskAsync("ada@example.com");
        Assert.Equal(SubscriberState.Pending, (await FindAsync("ada@example.com")).State);
        Assert.False(await Subscriptions.ConfirmAsync(keys.Confirm, Token));
        Assert.True(await Subscriptions.ConfirmAsync((await KeysAsync("ada@example.com")).Confirm, Token));
    }

    [Fact]
    public async Task Confirm_AfterAWeek_IsTooLateAndTheAddressIsForgotten()
    {
        await AskAsync("ada@example.com");
        var keys = await KeysAsync("ada@example.com");
        Clock.Advance(Subscriber.PendingLasts + TimeSpan.FromMinutes(1));

        Assert.False(await Subscriptions.ConfirmAsync(keys.Confirm, Token));
        await AskAsync("bob@example.com");

        Assert.Equal(["bob@example.com"], (await Data.AllAsync<Subscriber>()).Select(row => row.Address));
    }

    [Fact]
    public async Task Change_Components_KeepsWhatThePageShows()
    {
        var keys = await SubscribeAsync("ada@example.com");
        var foreign = await new Builders.Tenant(Data.Now).Also(other => other.AddComponent()).SaveAsync(Data);

        Assert.True(await Subscriptions.ChangeAsync(keys.Manage, [Web.Id], Token));
        Assert.Equal([Web.Id], (await Subscriptions.FindAsync(SubscriberKey.Manage, keys.Manage, Token))!.Followed);
        var other = (await Get<ISubscriptions>().PageAsync(foreign.Page.Slug, Token))!.Components.Single();
        await Assert.ThrowsAsync<RuleViolationException>(() => Subscriptions.ChangeAsync(keys.Manage, [other.Id], Token));
        Assert.True(await Subscriptions.ChangeAsync(keys.Manage, null, Token));

        Assert.Null((await Subscriptions.FindAsync(SubscriberKey.Manage, keys.Manage, Token))!.Followed);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a@b.c\r\nBcc: d@e.f")]
    public async Task Request_OfNoAddress_IsRefused(string address)
    {
        await Assert.ThrowsAsync<RuleViolationException>(() => AskAsync(address));

        Assert.Empty(await Data.AllAsync<Subscriber>());
    }

    [Fact]
    public async Task Request_ForAPageThatIsNotForEverybody_IsNotFound()
    {
        await Data.ExecuteAsync("UPDATE pages SET visibility = 'members'");

        await Assert.ThrowsAsync<NotFoundException>(() => AskAsync("ada@example.com"));

        Assert.Null(await Subscriptions.PageAsync(Tenant.Page.Slug, Token));
    }
}

public sealed class SubscriptionsTestsOnSqlite(PostgresServer server) : SubscriptionsTests(DatabaseKind.Sqlite, server);

public sealed class SubscriptionsTestsOnPostgres(PostgresServer server) : SubscriptionsTests(DatabaseKind.Postgres, server);
