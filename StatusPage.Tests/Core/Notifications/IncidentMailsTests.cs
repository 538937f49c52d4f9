using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Notifications;

public abstract class IncidentMailsTests(DatabaseKind kind, PostgresServer server) : SubscriberTests(kind, server)
{
    private IIncidentMails Mails => Get<IIncidentMails>();

    [Fact]
    public async Task Post_TellsThoseWhoFollowIt_OnceEach()
    {
        await SubscribeAsync("everything@example.com");
        await SubscribeAsync("both@example.com", page: null, Api, Web);
        await SubscribeAsync("web@example.com", page: null, Web);
        await AskAsync("pending@example.com");
        var left = await SubscribeAsync("left@example.com");
        await Subscriptions.LeaveAsync(SubscriberKey.Unsubscribe, left.Unsubscribe, Token);

        var id = await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        await ExpandAsync();

        Assert.Equal(["both@example.com", "everything@example.com"], await ToldAsync());
        Assert.Equal(2, await WaitingAsync(OutboxKind.IncidentMail));
        Assert.Equal(2, await Get<IMailQueries>().AudienceAsync(Tenant.Id, id, [], Token));
        Assert.Equal(2, await Get<IMailQueries>().AudienceAsync(Tenant.Id, incident: null, [Api.Id], Token));
    }

    [Fact]
    public async Task Post_AboutNoComponent_ConcernsEverybodyAndHiddenOnesConcernNobody()
    {
        await SubscribeAsync("web@example.com", page: null, Web);
        await Data.ExecuteAsync("UPDATE components SET visible = {0} WHERE name = 'Web'", false);

        await Commands.PostAsync(Tenant.Operator, Said.Incident(Web), Token);
        await ExpandAsync();
        Assert.Empty(await ToldAsync());

        await Commands.PostAsync(Tenant.Operator, Said.Incident([]), Token);
        await ExpandAsync();
        Assert.Equal(["web@example.com"], await ToldAsync());
    }

    [Fact]
    public async Task Post_OnTwoPagesOfOnePerson_IsOneMail()
    {
        var second = Tenant.AddPage("Second");
        await Tenant.SaveAsync(Data);
        await SubscribeAsync("ada@example.com");
        await SubscribeAsync("Ada@Example.com", second);

        await Commands.PostAsync(Tenant.Operator, Said.Incident([]), Token);
        await ExpandAsync();

        Assert.Equal(["ada@example.com"], await ToldAsync());
        Assert.Equal(1, await Get<IMailQueries>().AudienceAsync(Tenant.Id, incident: null, [], Token));
    }

    [Fact]
    public async Task Post_WithoutNotify_OrWithoutSubscribers_LeavesNothing()
    {
        await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        Assert.Equal(0, await WaitingAsync(OutboxKind.IncidentMailing));
        await SubscribeAsync("ada@example.com");

        await Commands.PostAsync(Tenant.Operator, Said.Incident(Said.Update(IncidentStatus.Investigating) with { Notify = false }), Token);

        Assert.Equal(0, await WaitingAsync(OutboxKind.IncidentMailing));
    }

    [Fact]
    public async Task Expand_OfManyAndAgain_MakesOneDeliveryEach()
    {
        await ManyAsync(1234);
        await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        var update = (await Data.AllAsync<OutboxMessage>()).Single(message => message.Kind is OutboxKind.IncidentMailing).SubjectId;

        await Mails.ExpandAsync(update, Token);
        await Mails.ExpandAsync(update, Token);

        Assert.Equal(1234, (await ToldAsync()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((1234, 1234), ((await Data.AllAsync<MailDelivery>()).Count, await WaitingAsync(OutboxKind.IncidentMail)));
    }

    [Fact]
    public async Task Find_ALetter_SaysWhatItsUpdateSaid()
    {
        await SubscribeAsync("ada@example.com");
        var id = await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        await ExpandAsync();
        await UpdateAsync(id, Said.Update(IncidentStatus.Resolved));
        await ExpandAsync();
        var (first, last) = (await Data.AllAsync<MailDelivery>()).OrderBy(row => row.Id).ToList() is [var one, var two] ? (one, two) : default;
        await PublishAtAsync("https://status.example.com/");

        var early = await Mails.FindAsync(first.Id, Token);
        var late = await Mails.FindAsync(last.Id, Token);

        Assert.Equal((IncidentStatus.Investigating, "We are Investigating.", null), (early!.Status, early.Body, early.Previous));
        Assert.Equal([new LetterComponent("API", ComponentStatus.PartialOutage)], early.Components);
        Assert.Equal([new LetterComponent("API", ComponentStatus.Operational)], late!.Components);
        Assert.Equal(first.Id, late.Previous);
        Assert.Equal($"https://status.example.com/s/{Tenant.Page.Slug}", late.Page.Url);
    }

    [Fact]
    public async Task Find_AfterLeavingOrADay_SendsNothing()
    {
        var keys = await SubscribeAsync("ada@example.com");
        await SubscribeAsync("bob@example.com");
        var id = await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        await ExpandAsync();
        await Subscriptions.LeaveAsync(SubscriberKey.Manage, keys.Manage, Token);
        Clock.Advance(TimeSpan.FromHours(25));
        await PublishAtAsync("https://status.example.com/");

        foreach (var delivery in await Data.AllAsync<MailDelivery>())
        {
            Assert.Null(await Mails.FindAsync(delivery.Id, Token));
        }

        Assert.Equal([DeliveryState.Failed, DeliveryState.Skipped], (await Data.AllAsync<MailDelivery>()).Select(row => row.State).Order());
        var counts = Assert.Single(await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Value;
        Assert.Equal((0, 0, 1, "it could not be sent within a day"), (counts.Waiting, counts.Sent, counts.Failed, counts.Problem));
    }

    [Fact]
    public async Task Counts_OfAnotherOrganisation_AreNotThere()
    {
        await SubscribeAsync("ada@example.com");
        var id = await Commands.PostAsync(Tenant.Operator, Said.Incident(Api), Token);
        var other = await new Tenant(Data.Now).SaveAsync(Data);

        Assert.True(Assert.Single(await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Value.IsPreparing);
        Assert.Empty(await Get<IMailQueries>().CountsAsync(other.Id, id, Token));
        Assert.Equal(0, await Get<IMailQueries>().AudienceAsync(other.Id, id, [Api.Id], Token));
    }

    private async Task ExpandAsync()
    {
        foreach (var message in (await Data.AllAsync<OutboxMessage>()).Where(message => message.Kind is OutboxKind.IncidentMailing))
        {
            await Mails.ExpandAsync(message.SubjectId, Token);
        }

        await Data.ExecuteAsync("DELETE FROM outbox WHERE kind = 'incident_mailing'");
    }

    private async Task<IReadOnlyList<string>> ToldAsync() => [.. (await Data.AllAsync<MailDelivery>()).Select(row => row.AddressKey).Order(StringComparer.Ordinal)];
}

public sealed class IncidentMailsTestsOnSqlite(PostgresServer server) : IncidentMailsTests(DatabaseKind.Sqlite, server);

public sealed class IncidentMailsTestsOnPostgres(PostgresServer server) : IncidentMailsTests(DatabaseKind.Postgres, server);
