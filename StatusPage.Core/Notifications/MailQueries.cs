using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Notifications;

internal sealed class MailQueries(Database database) : IMailQueries
{
    public Task<int> AudienceAsync(
        OrganizationId organization, IncidentId? incident, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken) =>
        database.ReadAsync(
            DataScope.Of(organization),
            async context =>
            {
                var audience = await WouldBeAsync(context, incident, components, cancellationToken);
                return await audience.In(context).Select(subscriber => subscriber.AddressKey).Distinct().CountAsync(cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<Guid, MailCounts>> CountsAsync(
        OrganizationId organization, IncidentId incident, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => CountsAsync(context, incident, cancellationToken), cancellationToken);

    private static async Task<IncidentAudience> WouldBeAsync(
        StatusPageContext context, IncidentId? incident, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken)
    {
        var pages = await context.Set<ServiceComponent>().Where(component => components.Contains(component.Id))
            .Select(component => component.PageId).Distinct().ToListAsync(cancellationToken);
        if (incident is { } posted)
        {
            var before = await IncidentAudience.OfAsync(context, posted, DateTimeOffset.MaxValue.AddYears(-1), cancellationToken);
            return new IncidentAudience([.. before.Pages.Union(pages)], [.. before.Components.Union(components)]);
        }

        return new IncidentAudience(
            pages.Count > 0 ? pages : await context.Set<PublicPage>().Select(page => page.Id).ToListAsync(cancellationToken), components);
    }

    private static async Task<IReadOnlyDictionary<Guid, MailCounts>> CountsAsync(
        StatusPageContext context, IncidentId incident, CancellationToken cancellationToken)
    {
        var counts = await context.Set<MailDelivery>().Where(row => row.IncidentId == incident).GroupBy(row => new { row.UpdateId, row.State })
            .Select(group => new { group.Key.UpdateId, group.Key.State, Count = group.Count(), Problem = group.Max(row => row.Problem) })
            .ToListAsync(cancellationToken);
        var updates = await context.Set<IncidentUpdate>().Where(update => update.IncidentId == incident).Select(update => update.Id).ToListAsync(cancellationToken);
        var preparing = await context.Set<OutboxMessage>().Where(row => row.Kind == OutboxKind.IncidentMailing && updates.Contains(row.SubjectId))
            .Select(row => row.SubjectId).ToListAsync(cancellationToken);
        int Of(Guid update, DeliveryState state) => counts.Where(row => row.UpdateId == update && row.State == state).Sum(row => row.Count);
        return counts.Select(row => row.UpdateId).Union(preparing).ToDictionary(
            update => update,
            update => new MailCounts(
                Of(update, DeliveryState.Waiting), Of(update, DeliveryState.Sent), Of(update, DeliveryState.Failed), preparing.Contains(update),
                counts.Find(row => row.UpdateId == update && row.Problem is not null)?.Problem));
    }
}
