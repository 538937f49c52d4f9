using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Incidents;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

/// <summary>Says, in the transaction that posts an update, that its readers are to be told. A worker finds out who they are.</summary>
internal static class IncidentMailing
{
    public static async Task RaiseAsync(
        StatusPageContext context, Incident incident, IReadOnlyCollection<PublicPageId> pages, CancellationToken cancellationToken)
    {
        // Where nobody has subscribed, as where mail was never on, nothing piles up.
        if (await context.Set<Subscriber>().AnyAsync(
            subscriber => subscriber.State == SubscriberState.Confirmed && pages.Contains(subscriber.PageId), cancellationToken))
        {
            context.Add(new OutboxMessage(Guid.CreateVersion7(), incident.OrganizationId, OutboxKind.IncidentMailing, incident.Updates[^1].Id));
        }
    }
}
