using System.Net.Mail;

namespace StatusPage.Tests.Rig;

public sealed class SmtpSinkTests : IAsyncDisposable
{
    private readonly SmtpSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task Mail_IsKeptAsItWasSent()
    {
        await SendAsync(".Hello");

        var mail = Assert.Single(_sink.Mails);
        Assert.Equal("from@example.com", mail.Sender);
        Assert.Equal(["to@example.com"], mail.Recipients);
        Assert.Equal("Greetings", mail.Header("Subject"));
        Assert.EndsWith("\r\n\r\n.Hello", mail.Text.TrimEnd(), StringComparison.Ordinal);
        Assert.True(mail.Acknowledged);
    }

    [Theory]
    [InlineData(SmtpStage.Greeting)]
    [InlineData(SmtpStage.Sender)]
    [InlineData(SmtpStage.Recipient)]
    [InlineData(SmtpStage.Data)]
    public async Task Mail_RefusedOrDroppedBeforeTheMessage_IsNotThere(object at)
    {
        foreach (var mood in new[] { SmtpMood.Answering(451, (SmtpStage)at), SmtpMood.Answering(550, (SmtpStage)at), SmtpMood.Dropping((SmtpStage)at) })
        {
            _sink.Mood = mood;
            await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync("Hello"));
        }

        Assert.Empty(_sink.Mails);
        _sink.Mood = SmtpMood.Accepting;
        await SendAsync("Hello");
        Assert.Single(_sink.Mails);
    }

    [Fact]
    public async Task Mail_DroppedAfterTheMessage_IsThereAndNotAcknowledged()
    {
        _sink.Mood = SmtpMood.Dropping(SmtpStage.Message);

        await Assert.ThrowsAnyAsync<SmtpException>(() => SendAsync("Hello"));

        Assert.False(Assert.Single(_sink.Mails).Acknowledged);
    }

    [Fact]
    public async Task SlowSink_KeepsTheSenderWaiting()
    {
        _sink.Mood = SmtpMood.Slow(TimeSpan.FromHours(1));

        var sending = SendAsync("Hello", timeout: TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Assert.Empty(_sink.Mails);
    }

    private async Task SendAsync(string body, TimeSpan? timeout = null)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(timeout ?? TimeSpan.FromSeconds(20));
        using var client = new SmtpClient("127.0.0.1", _sink.Port);
        using var mail = new MailMessage("from@example.com", "to@example.com", "Greetings", body);
        await client.SendMailAsync(mail, late.Token);
    }
}
