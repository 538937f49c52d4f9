using StatusPage.Core.Notifications;
using StatusPage.Jobs.Notifications;
using StatusPage.Tests.Fixtures;
using StatusPage.Tests.Rig;

namespace StatusPage.Tests.Jobs.Notifications;

/// <summary>What somebody reads who has set something up wrongly.</summary>
public sealed class SmtpDiagnosisTests : IAsyncDisposable
{
    private readonly SmtpSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task NoSuchName() => Assert.Equal(
        "The name \"mail.invalid\" was not found. Check Smtp:Host.", await ProblemAsync(settings => settings with { Host = "mail.invalid" }));

    [Fact]
    public async Task NobodyListens() => Assert.Contains("refused the connection", await ProblemAsync(settings => settings with { Port = Ports.Next() }), StringComparison.Ordinal);

    [Fact]
    public async Task NoTls() => Assert.Contains("TLS with", await ProblemAsync(settings => settings with { Security = SmtpSecurity.Tls }), StringComparison.Ordinal);

    [Fact]
    public async Task NoStartTls() => Assert.Contains("Check Smtp:Security", await ProblemAsync(settings => settings with { Security = SmtpSecurity.StartTls }), StringComparison.Ordinal);

    [Fact]
    public async Task PasswordWithoutEncryption_IsNotSent() => Assert.Contains(
        "offers no encryption", await ProblemAsync(settings => settings with { User = "acme", Password = "s3cret" }), StringComparison.Ordinal);

    [Fact]
    public async Task WrongPassword()
    {
        _sink.Mood = SmtpMood.Answering(535, SmtpStage.Authentication);

        var problem = await ProblemAsync(settings => settings with { User = "acme", Password = "s3cret", Security = SmtpSecurity.None });

        Assert.Contains("did not accept the user and password", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSender()
    {
        _sink.Mood = SmtpMood.Answering(553, SmtpStage.Sender);

        Assert.Contains("does not accept mail from status@example.com: 553 not now", await ProblemAsync(settings => settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HangsUp()
    {
        _sink.Mood = SmtpMood.Dropping(SmtpStage.Greeting);

        Assert.Contains("broke off the conversation", await ProblemAsync(settings => settings), StringComparison.Ordinal);
    }

    private async Task<string> ProblemAsync(Func<SmtpSettings, SmtpSettings> change)
    {
        var settings = change(new SmtpSettings("127.0.0.1", _sink.Port, SmtpSecurity.Auto, User: null, Password: null, "status@example.com", SenderName: null));
        using var connections = new SmtpConnections(TimeProvider.System);
        using var message = LetterMessage.Of(new Letter("ada@example.com", "Acme", "Hello", "Hello", "<p>Hello</p>", "one"), settings, DateTimeOffset.UnixEpoch);
        return SmtpDiagnosis.Of(
            await Assert.ThrowsAnyAsync<Exception>(() => connections.SendAsync(message, settings, TestContext.Current.CancellationToken)), settings);
    }
}
