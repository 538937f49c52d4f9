using StatusPage.Core.Notifications;
using StatusPage.Core.Outbox;

namespace StatusPage.Jobs.Notifications;

/// <summary>Finds out who is to be told of an update.</summary>
internal sealed class IncidentMailingHandler(IIncidentMails mails) : IOutboxHandler
{
    public OutboxKind Kind => OutboxKind.IncidentMailing;

    public Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken) => mails.ExpandAsync(message.SubjectId, cancellationToken);
}
