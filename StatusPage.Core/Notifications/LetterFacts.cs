using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

/// <summary>What the database holds of a mail that is to be sent now.</summary>
/// <param name="Names">The components that the page shows.</param>
/// <param name="Subscriber">Null when it was removed.</param>
/// <param name="Page">Null when it was put away.</param>
internal sealed record LetterFacts(
    MailDelivery Delivery,
    Guid? Previous,
    Incident Incident,
    IncidentUpdate Update,
    Subscriber? Subscriber,
    PublicPage? Page,
    IReadOnlyDictionary<ServiceComponentId, string> Names,
    string BaseUrl)
{
    public bool IsWanted => Subscriber is { State: SubscriberState.Confirmed } && Page?.Visibility.IsForEverybody() is true;

    /// <summary>Null when it is no longer waiting.</summary>
    public static async Task<LetterFacts?> ReadAsync(StatusPageContext context, Guid id, string? publicUrl, CancellationToken cancellationToken)
    {
        if (await context.Set<MailDelivery>().SingleOrDefaultAsync(row => row.Id == id && row.State == DeliveryState.Waiting, cancellationToken) is not { } delivery)
        {
            return null;
        }

        var incident = await context.Set<Incident>().AsSplitQuery()
            .Include(row => row.Updates.OrderBy(update => update.At).ThenBy(update => update.Id)).ThenInclude(update => update.Components)
            .SingleAsync(row => row.Id == delivery.IncidentId, cancellationToken);
        var subscriber = await context.Set<Subscriber>().SingleOrDefaultAsync(row => row.Id == delivery.SubscriberId, cancellationToken);
        var page = subscriber is null ? null : await context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == subscriber.PageId, cancellationToken);
        var names = page is null
            ? []
            : await context.Set<ServiceComponent>().Where(component => component.PageId == page.Id && component.Visible)
                .ToDictionaryAsync(component => component.Id, component => component.Name, cancellationToken);
        var previous = await context.Set<MailDelivery>()
            .Where(row => row.IncidentId == delivery.IncidentId && row.SubscriberId == delivery.SubscriberId && row.Id < id)
            .OrderByDescending(row => row.Id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return new LetterFacts(
            delivery, previous, incident, incident.Updates.Single(update => update.Id == delivery.UpdateId), subscriber, page, names,
            await LinkBase.ReadAsync(context, publicUrl, cancellationToken));
    }

    public IncidentLetter ToLetter(SubscriberKeys keys)
    {
        var isLatest = Update.Id == Incident.Updates[^1].Id;
        return new IncidentLetter(
            Delivery.Id,
            Previous,
            Subscriber!.Address,
            new LetterPage(Page!.Name, Page.Slug, Page.TimeZone, BaseUrl),
            keys,
            Incident.Id,
            Incident.Title,
            Update.Status,
            Update.Body,
            Update.At,
            Incident.StartedAt,
            isLatest ? Incident.NextUpdateAt : null,
            [.. Components()]);
    }

    // A mail that comes late says what its update said, not what came after it.
    private IEnumerable<LetterComponent> Components()
    {
        var isOver = Update.Status is IncidentStatus.Resolved or IncidentStatus.Postmortem;
        return Incident.Updates.Where(update => update.At <= Update.At).SelectMany(update => update.Components)
            .Where(said => Names.ContainsKey(said.ComponentId))
            .GroupBy(said => said.ComponentId)
            .Select(said => new LetterComponent(Names[said.Key], isOver ? ComponentStatus.Operational : said.Last().Status))
            .OrderByDescending(component => component.Status.Severity()).ThenBy(component => component.Name, StringComparer.Ordinal);
    }
}
