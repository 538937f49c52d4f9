using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Crashes;

/// <summary>FLT-02: a worker is killed when the mail server has taken a mail in and nobody has written that down.</summary>
[Trait("Category", "Process")]
public sealed class KilledMailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AfterTheServerTookTheMail_SendsItOnceMoreAsTheSame()
    {
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var sink = new SmtpSink();
        var data = new EmbeddedData(folder);
        await using (var app = Start(folder, target, sink))
        {
            await app.ShowsAsync("operational", Token);
            await PostAsync(folder);
            await app.ExitAsync(Token);
        }

        Assert.Equal("waiting", data.Scalar("SELECT state FROM mail_deliveries"));
        Assert.True(Assert.Single(Updates(sink)).Acknowledged);
        data.CheckNow();
        await using (var app = Start(folder, target, sink))
        {
            await app.UntilAsync(() => Task.FromResult(data.Scalar("SELECT state FROM mail_deliveries") is "sent"), "the mail to be sent", Token);
            await app.UntilAsync(() => Task.FromResult(data.Scalar("SELECT count(*) FROM outbox WHERE kind = 'incident_mail'") is 0L), "its message to be done", Token);
        }

        Assert.Equal(2, Updates(sink).Count);
        Assert.Single(Updates(sink).Select(mail => mail.Header("Message-Id")).Distinct(StringComparer.Ordinal));
    }

    private static List<ReceivedMail> Updates(SmtpSink sink) => [.. sink.Mails.Where(mail => mail.Header("References") is not null)];

    private static AppProcess Start(TempFolder folder, SwitchedTarget target, SmtpSink sink) => AppProcess.Start(
        folder.Path,
        new Dictionary<string, string>(AppProcess.SetUpWith(target.Address), StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [StartupHook.PointVariable] = StartupHook.BeforeMailMark,
            [StartupHook.ArmedVariable] = folder.PathOf("armed"),
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__Port"] = FormattableString.Invariant($"{sink.Port}"),
            ["Smtp__From"] = "status@example.com",
        });

    // By another node on the same database, as staff elsewhere would.
    private static async Task PostAsync(TempFolder folder)
    {
        await using var node = TestNode.Build(connectionString: null, folder.Path, TimeProvider.System);
        var page = await node.Database.ReadAsync(DataScope.Everything, context => context.Set<PublicPage>().SingleAsync(Token), Token);
        await node.Get<ISubscriptions>().RequestAsync(page.Id, "ada@example.com", components: null, Token);
        var kept = await node.Database.ReadAsync(DataScope.Everything, context => context.Set<Subscriber>().SingleAsync(Token), Token);
        await node.Get<ISubscriptions>().ConfirmAsync(SubscriberKeys.Open(node.Get<ISecrets>(), kept.SealedKeys).Confirm, Token);
        await File.WriteAllTextAsync(folder.PathOf("armed"), "", Token);
        var actor = new Actor(UserId.New(), "op@example.com", page.OrganizationId, Role.Operator, Address: null);
        await node.Get<IIncidentCommands>().PostAsync(actor, Said.Incident([]), Token);
    }
}
