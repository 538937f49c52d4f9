using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Bench;

/// <summary>Reads what a worker reads for a mail and marks what it marks; the mail server in between takes no time.</summary>
internal sealed class HandedMails(IIncidentMails mails) : IOutboxHandler
{
    private int _count;

    public OutboxKind Kind => OutboxKind.IncidentMail;

    public int Count => Volatile.Read(ref _count);

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(message.SubjectId, cancellationToken) is { } letter)
        {
            Interlocked.Increment(ref _count);
            await mails.SentAsync(letter.Id, CancellationToken.None);
        }
    }
}
