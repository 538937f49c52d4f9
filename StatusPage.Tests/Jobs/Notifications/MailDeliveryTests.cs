using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;
using StatusPage.Jobs.Notifications;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Jobs.Notifications;

/// <summary>From an update to a mail server, which accepts, refuses, hangs up or is away.</summary>
public abstract class MailDeliveryTests(DatabaseKind kind, PostgresServer server) : SubscriberTests(kind, server), IAsyncDisposable
{
    private readonly SmtpSink _sink = new();
    private ServiceProvider? _services;
    private OutboxDispatcher? _dispatcher;
    private SmtpConnections? _connections;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await PublishAtAsync("https://status.example.com");
        _services = new ServiceCollection().AddLogging().BuildServiceProvider();
        Connect(new SmtpSettings("127.0.0.1", _sink.Port, SmtpSecurity.Auto, User: null, Password: null, "status@example.com", SenderName: null));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _dispatcher?.Dispose();
        _connections?.Dispose();
        await _sink.DisposeAsync();
        await (_services?.DisposeAsync() ?? ValueTask.CompletedTask);
        await DisposeAsync();
    }

    [Fact]
    public async Task Update_ToASubscriber_ArrivesWithAllThatMailProgramsWant()
    {
        var keys = await SubscribeAsync("ada@example.com");
        var id = await PostAsync(Said.Update(IncidentStatus.Investigating, (Api, ComponentStatus.PartialOutage)));
        await RunAsync();
        await UpdateAsync(id, Said.Update(IncidentStatus.Resolved) with { Body = "It **works** again. <script>alert(1)</script> [x](javascript:alert(1))" });
        await RunAsync();

        var (first, second) = _sink.Mails.Select(mail => mail.Read()).ToList() is [var one, var two] ? (one, two) : throw new InvalidOperationException("There are not two mails.");
        var unsubscribe = $"https://status.example.com/subscription/unsubscribe?key={keys.Unsubscribe}";
        Assert.Equal(("[Acme] Logins fail", "[Acme] Logins fail"), (first.Subject, second.Subject));
        Assert.Equal(("Acme", "ada@example.com"), (first.From.Mailboxes.Single().Name, first.To.Mailboxes.Single().Address));
        Assert.Equal([$"incident.{id}@example.com", $"{first.MessageId}"], second.References);
        Assert.Equal((first.MessageId, $"incident.{id}@example.com"), (second.InReplyTo, first.InReplyTo));
        Assert.Equal(("auto-generated", "bulk"), (first.Headers["Auto-Submitted"], first.Headers["Precedence"]));
        Assert.Equal(($"<{unsubscribe}>", "List-Unsubscribe=One-Click"), (first.Headers["List-Unsubscribe"], first.Headers["List-Unsubscribe-Post"]));
        Assert.Contains("It **works** again.", second.TextBody, StringComparison.Ordinal);
        Assert.Contains("<strong>works</strong>", second.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Europe/Berlin", first.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", second.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript:", second.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", second.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.All((await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Values, counts => Assert.Equal((0, 1, 0), (counts.Waiting, counts.Sent, counts.Failed)));
        Assert.Equal(0, await WaitingAsync(OutboxKind.IncidentMail));
    }

    [Fact]
    public async Task Update_TakenInWithoutAnAnswer_IsSentAgainAsTheSame()
    {
        await SubscribeAsync("ada@example.com");
        _sink.Mood = SmtpMood.Dropping(SmtpStage.Message);
        await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();
        _sink.Mood = SmtpMood.Accepting;

        await RunAsync();

        Assert.Equal([false, true], _sink.Mails.Select(mail => mail.Acknowledged));
        Assert.Single(_sink.Mails.Select(mail => mail.Header("Message-Id")).Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(451, SmtpStage.Recipient)]
    [InlineData(452, SmtpStage.Message)]
    [InlineData(421, SmtpStage.Greeting)]
    [InlineData(550, SmtpStage.Sender)]
    public async Task Update_RefusedForNow_IsTriedAgain(int code, object at)
    {
        await SubscribeAsync("ada@example.com");
        _sink.Mood = SmtpMood.Answering(code, (SmtpStage)at);
        var id = await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();

        var waiting = Assert.Single(await Data.AllAsync<OutboxMessage>(), message => message.Kind is OutboxKind.IncidentMail);
        Assert.NotNull(waiting.LastError);
        Assert.Equal(1, (await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Values.Single().Waiting);
        _sink.Mood = SmtpMood.Accepting;
        await RunAsync();

        Assert.Single(_sink.Mails, mail => mail.Acknowledged);
    }

    [Theory]
    [InlineData(SmtpStage.Recipient)]
    [InlineData(SmtpStage.Message)]
    public async Task Update_RefusedForGood_FailsAndTheOthersArrive(object at)
    {
        await SubscribeAsync("ada@example.com");
        _sink.Mood = SmtpMood.Answering(550, (SmtpStage)at);
        var id = await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();
        _sink.Mood = SmtpMood.Accepting;
        await RunAsync();

        var counts = (await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Values.Single();
        Assert.Equal((0, 0, 1, "550 not now"), (counts.Waiting, counts.Sent, counts.Failed, counts.Problem));
        Assert.Equal(0, await WaitingAsync(OutboxKind.IncidentMail));
        Assert.DoesNotContain(_sink.Mails, mail => mail.Acknowledged);
    }

    [Fact]
    public async Task Updates_OfABatch_ShareConnections()
    {
        for (var index = 0; index < 30; index++)
        {
            await SubscribeAsync(FormattableString.Invariant($"user{index}@example.com"));
        }

        await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();

        Assert.Equal(30, _sink.Mails.SelectMany(mail => mail.Recipients).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(_sink.Connections, 1, 4);
    }

    [Fact]
    public async Task Mails_OfTwoUpdates_AreAnnouncedOnceASecondAndNotOnceEach()
    {
        var news = Get<MailNews>();
        using var feed = Get<IStatusFeed>().Subscribe();
        await news.StartAsync(Token);
        for (var index = 0; index < 12; index++)
        {
            await SubscribeAsync(FormattableString.Invariant($"user{index}@example.com"));
        }

        var id = await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();
        var first = await HeardAsync(feed);
        await UpdateAsync(id, Said.Update(IncidentStatus.Resolved));
        await RunAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await HeardAsync(feed);
        await news.StopAsync(Token);

        Assert.Equal([new Change(ChangeKind.Mails, Tenant.Id, id.Value)], first.Distinct());
        Assert.InRange(first.Count + second.Count, 2, 3);
        Assert.All((await Get<IMailQueries>().CountsAsync(Tenant.Id, id, Token)).Values, counts => Assert.Equal(12, counts.Sent));
    }

    [Fact]
    public async Task MailOff_CountsNoTries()
    {
        await SubscribeAsync("ada@example.com");
        Connect(settings: null);
        await PostAsync(Said.Update(IncidentStatus.Investigating));
        await RunAsync();

        var kept = Assert.Single(await Data.AllAsync<OutboxMessage>(), message => message.Kind is OutboxKind.IncidentMailing);
        Assert.Equal((0, null), (kept.Attempts, kept.LastError));
    }

    [Fact]
    public async Task Request_IsAnsweredByAMailWhoseLinkConfirms()
    {
        await AskAsync("ada@example.com");
        await RunAsync();

        var mail = Assert.Single(_sink.Mails).Read();
        var keys = await KeysAsync("ada@example.com");
        Assert.Equal("Confirm your subscription to Acme", mail.Subject);
        Assert.Contains($"https://status.example.com/subscription/confirm?key={keys.Confirm}", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.Manage, mail.ToString(), StringComparison.Ordinal);
        Assert.Null(mail.Headers["List-Unsubscribe"]);
    }

    [Fact]
    public async Task Invitation_IsMailedWithItsLinkAndNoMoreOnceItIsTakenBack()
    {
        var owner = Tenant.As(Role.Owner);
        await Data.AddAsync(new Member(Tenant.Id, owner.UserId, Role.Owner, Data.Now));
        var (kept, revoked) = (InvitationId.New(), InvitationId.New());
        await Get<IInvitationCommands>().InviteAsync(owner, kept, "bob@example.com", Role.Operator, Token);
        await Get<IInvitationCommands>().InviteAsync(owner, revoked, "eve@example.com", Role.Admin, Token);
        await Get<IInvitationCommands>().RevokeAsync(owner, revoked, Token);

        await RunAsync();

        var mail = Assert.Single(_sink.Mails).Read();
        var letter = await Get<IAccountLetters>().InvitationAsync(kept.Value, Token);
        Assert.Equal(("bob@example.com", "You are invited to Acme"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.StartsWith("https://status.example.com/account/join?", letter?.Link, StringComparison.Ordinal);
        Assert.Contains(letter!.Link, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(letter.Link), mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("as operator", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(0, await WaitingAsync(OutboxKind.Invitation));
    }

    [Fact]
    public async Task NewPassword_AskedFor_IsALinkInAMail()
    {
        var bob = new StaffUser
        {
            Email = "bob@example.com", UserName = "bob@example.com", NormalizedEmail = "BOB@EXAMPLE.COM", NormalizedUserName = "BOB@EXAMPLE.COM", SecurityStamp = "first",
        };
        await Data.AddAsync(bob, new Member(Tenant.Id, bob.UserId, Role.Viewer, Data.Now));
        await Get<IPasswords>().AskForResetAsync("bob@example.com", address: null, Token);
        await Get<IPasswords>().AskForResetAsync("nobody@example.com", address: null, Token);

        await RunAsync();

        var mail = Assert.Single(_sink.Mails).Read();
        Assert.Equal(("bob@example.com", "Choose a new password"), (mail.To.Mailboxes.Single().Address, mail.Subject));
        Assert.Contains("https://status.example.com/account/reset?", mail.TextBody, StringComparison.Ordinal);
    }

    private void Connect(SmtpSettings? settings)
    {
        var services = new ServiceCollection();
        var mail = new MailOptions(settings);
        _connections ??= new SmtpConnections(Clock);
        services.AddSingleton(mail).AddSingleton(_connections).AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Get<IIncidentMails>()).AddSingleton(Get<ISubscriptionMails>()).AddSingleton(Get<IMailTests>()).AddSingleton(Get<IAccountLetters>())
            .AddSingleton(new MailRenderer(_services!.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance)).AddSingleton<MailSender>();
        services.AddMailHandler<IncidentMailingHandler>(mail);
        services.AddMailHandler<IncidentMailHandler>(mail);
        services.AddMailHandler<SubscriptionMailHandler>(mail);
        services.AddMailHandler<InvitationHandler>(mail);
        services.AddMailHandler<PasswordResetHandler>(mail);
        var handlers = services.BuildServiceProvider().GetServices<IOutboxHandler>();
        _dispatcher = new OutboxDispatcher(handlers, Get<OutboxQueue>(), Get<DatabaseReadiness>(), Clock, new FakeLogger<OutboxDispatcher>());
    }

    private static async Task<IReadOnlyList<Change>> HeardAsync(FeedSubscription feed)
    {
        var heard = new List<Change>();
        await feed.NextAsync(
            change =>
            {
                if (change.Kind is ChangeKind.Mails)
                {
                    heard.Add(change);
                }

                return heard.Count > 0;
            },
            Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        return heard;
    }

    // What waits for its next try is tried now: the pauses are the database's business.
    private async Task RunAsync()
    {
        await Data.ExecuteAsync("UPDATE outbox SET next_try_at = NULL");
        while (await _dispatcher!.RoundAsync(Token) > 0)
        {
            await _dispatcher.WhenIdleAsync();
        }
    }
}

public sealed class MailDeliveryTestsOnSqlite(PostgresServer server) : MailDeliveryTests(DatabaseKind.Sqlite, server);

public sealed class MailDeliveryTestsOnPostgres(PostgresServer server) : MailDeliveryTests(DatabaseKind.Postgres, server);
