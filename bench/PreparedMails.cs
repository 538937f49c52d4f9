using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Bench;

/// <summary>Finds out who is to be told, as a worker does.</summary>
internal sealed class PreparedMails(IIncidentMails mails) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.IncidentMailing;

    public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken) => mails.ExpandAsync(message.SubjectId, cancellationToken);
}
