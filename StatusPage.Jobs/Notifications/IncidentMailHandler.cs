using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

/// <summary>Mails one update of an incident to one person.</summary>
internal sealed class IncidentMailHandler(IIncidentMails mails, MailRenderer renderer, MailSender sender) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.IncidentMail;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(message.SubjectId, cancellationToken) is not { } letter)
        {
            return;
        }

        var problem = await sender.SendAsync(await WriteAsync(letter), cancellationToken);

        // Not by the token: the mail is on its way, and should it not be written down, it would come twice.
        await (problem is null
            ? mails.SentAsync(letter.Id, CancellationToken.None)
            : mails.RefusedAsync(letter.Id, problem, CancellationToken.None));
    }

    private async Task<Letter> WriteAsync(IncidentLetter letter)
    {
        var html = await renderer.RenderAsync<IncidentMail>(new(StringComparer.Ordinal) { [nameof(IncidentMail.Letter)] = letter });

        // No mail has the first id: it stands for the incident, so that whoever joins later has one conversation, too.
        string[] earlier = letter.Previous is { } previous
            ? [Conversation(letter.IncidentId), Id(previous)]
            : [Conversation(letter.IncidentId)];
        return new Letter(letter.Address, letter.Page.Name, $"[{letter.Page.Name}] {letter.Title}", IncidentText.Of(letter), html, Id(letter.Id))
        {
            Earlier = earlier,
            UnsubscribeUrl = letter.Page.LinkTo("unsubscribe", letter.Keys.Unsubscribe),
        };
    }

    private static string Id(Guid delivery) => $"update.{delivery:n}";

    private static string Conversation(IncidentId incident) => $"incident.{incident}";
}
