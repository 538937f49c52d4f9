using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

/// <summary>Tries once whether mail works, and writes down what happened: whoever waits for it wants to know now, not after a day of tries.</summary>
internal sealed class MailTestHandler(IMailTests tests, MailOptions mail, MailRenderer renderer, MailSender sender, TimeProvider time) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.MailTest;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await tests.AddressAsync(message.SubjectId, cancellationToken) is not { } address)
        {
            return;
        }

        var html = await renderer.RenderAsync<TestMail>(new(StringComparer.Ordinal) { [nameof(TestMail.At)] = time.GetUtcNow() });
        var letter = new Letter(address, "StatusPage", "Mail from StatusPage works", $"{TestMail.Words}\n", html, $"test.{message.SubjectId:n}");
        try
        {
            var problem = await sender.SendAsync(letter, cancellationToken);
            await tests.FinishAsync(
                message.SubjectId, problem is null, problem ?? $"{mail.Smtp} has taken the mail in. Should it not arrive, look into the spam folder.", CancellationToken.None);
        }
        catch (MailNotSentException failure)
        {
            await tests.FinishAsync(message.SubjectId, isSent: false, failure.Message, CancellationToken.None);
        }
    }
}
