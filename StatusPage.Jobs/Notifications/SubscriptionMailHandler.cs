using System.Globalization;
using StatusPage.Core.Outbox;
using StatusPage.Core.Subscribers;

namespace StatusPage.Jobs.Notifications;

/// <summary>Asks whoever owns an address whether they want the mails, or tells them that they get them already.</summary>
internal sealed class SubscriptionMailHandler(ISubscriptionMails mails, MailRenderer renderer, MailSender sender) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.SubscriptionMail;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(message.SubjectId, cancellationToken) is not { } letter)
        {
            return;
        }

        if (await sender.SendAsync(await WriteAsync(letter, message.Id), cancellationToken) is { } problem)
        {
            await mails.RefusedAsync(letter.Id, problem, CancellationToken.None);
        }
    }

    private async Task<Letter> WriteAsync(SubscriptionLetter letter, Guid message)
    {
        var page = letter.Page;
        var (subject, text) = letter.IsConfirmed
            ? ($"You are subscribed to {page.Name}",
                $"""
                Somebody, probably you, asked for mails from {page.Name} to this address. You get them already; there is nothing to do.

                Choose what you are told, or leave: {page.LinkTo("manage", letter.Keys.Manage)}

                {page.Name}: {page.Url}
                """)
            : ($"Confirm your subscription to {page.Name}",
                string.Create(CultureInfo.InvariantCulture, $"""
                Somebody, probably you, asked for mails from {page.Name} to this address.

                To get them, open this page and press the button: {page.LinkTo("confirm", letter.Keys.Confirm)}

                The link works for {Subscriber.PendingLasts.TotalDays:0} days. If it was not you, do nothing: no mails will come, and the address is forgotten.

                {page.Name}: {page.Url}
                """));
        var html = await renderer.RenderAsync<SubscriptionMail>(new(StringComparer.Ordinal) { [nameof(SubscriptionMail.Letter)] = letter });
        return new Letter(letter.Address, page.Name, subject, text.ReplaceLineEndings("\n") + "\n", html, $"subscription.{message:n}");
    }
}
