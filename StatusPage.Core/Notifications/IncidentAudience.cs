using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

/// <summary>Who is told of an incident: the one rule, for counting before and for sending after.</summary>
/// <param name="Pages">On which it appears.</param>
/// <param name="Components">Which it has named; empty: it is about everything.</param>
internal sealed record IncidentAudience(IReadOnlyCollection<PublicPageId> Pages, IReadOnlyCollection<ServiceComponentId> Components)
{
    /// <summary>Of an incident as it stood at an instant.</summary>
    public static async Task<IncidentAudience> OfAsync(
        StatusPageContext context, IncidentId incident, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var pages = await context.Set<IncidentPage>().Where(page => page.IncidentId == incident).Select(page => page.PageId).ToListAsync(cancellationToken);
        var components = await context.Set<IncidentUpdate>().Where(update => update.IncidentId == incident && update.At <= until)
            .SelectMany(update => update.Components).Select(said => said.ComponentId).Distinct().ToListAsync(cancellationToken);
        return new IncidentAudience(pages, components);
    }

    /// <summary>
    /// Confirmed subscribers of pages that everybody may see, who follow all of it or a component that is shown there. A person who follows
    /// several pages is among them several times, with the same address key.
    /// </summary>
    public IQueryable<Subscriber> In(StatusPageContext context)
    {
        var (pages, components, isAboutAll) = (Pages, Components, Components.Count == 0);
        return context.Set<Subscriber>().Where(subscriber => subscriber.State == SubscriberState.Confirmed
            && pages.Contains(subscriber.PageId)
            && context.Set<PublicPage>().Any(page =>
                page.Id == subscriber.PageId && (page.Visibility == PageVisibility.Public || page.Visibility == PageVisibility.Unlisted))
            && (subscriber.WholePage || isAboutAll || context.Set<SubscriberComponent>().Any(followed => followed.SubscriberId == subscriber.Id
                && components.Contains(followed.ComponentId)
                && context.Set<ServiceComponent>().Any(component => component.Id == followed.ComponentId && component.Visible))));
    }
}
