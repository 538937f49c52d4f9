using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Incidents;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Outbox;

internal sealed class ParkedEffects(Database database, TimeProvider time) : IParkedEffects
{
    private const int Most = 50;

    public Task<IReadOnlyList<ParkedEffect>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) => database.ReadAsync(
        DataScope.Of(organization), context => ListAsync(context, cancellationToken), cancellationToken);

    public async Task<int> RetryAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Role.Admin);
        var now = time.GetUtcNow();
        return await database.WriteAsync(
            DataScope.Of(actor.OrganizationId),
            async context =>
            {
                var count = await context.Set<OutboxMessage>().Where(row => row.ParkedAt != null).ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.ParkedAt, (DateTimeOffset?)null).SetProperty(one => one.NextTryAt, (DateTimeOffset?)null)
                        .SetProperty(one => one.Attempts, 0),
                    cancellationToken);
                context.Add(AuditEntry.By(
                    actor, "outbox.retried", actor.OrganizationId.Value, JsonSerializer.Serialize(new { count }, JsonSerializerOptions.Web), now));
                return count;
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<ParkedEffect>> ListAsync(StatusPageContext context, CancellationToken cancellationToken)
    {
        var parked = await context.Set<OutboxMessage>().Where(row => row.ParkedAt != null).OrderByDescending(row => row.ParkedAt).Take(Most)
            .ToListAsync(cancellationToken);
        var names = await NamesAsync(context, parked, cancellationToken);
        return
        [
            .. parked.Select(row => new ParkedEffect(
                row.Id, row.Kind, names.GetValueOrDefault(row.SubjectId), row.LastError ?? "", row.ParkedAt.GetValueOrDefault())),
        ];
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(StatusPageContext context, List<OutboxMessage> parked, CancellationToken cancellationToken)
    {
        var pages = parked.Where(row => row.Kind is OutboxKind.PageRender).Select(row => new PublicPageId(row.SubjectId)).ToList();
        var names = await context.Set<PublicPage>().Where(page => pages.Contains(page.Id))
            .ToDictionaryAsync(page => page.Id.Value, page => page.Name, cancellationToken);
        var mails = parked.Where(row => row.Kind is OutboxKind.IncidentMailing or OutboxKind.IncidentMail).Select(row => row.SubjectId).ToList();
        var titles = await context.Set<IncidentUpdate>().Where(update => mails.Contains(update.Id)).Select(update => new { update.Id, update.IncidentId })
            .Concat(context.Set<MailDelivery>().Where(delivery => mails.Contains(delivery.Id)).Select(delivery => new { delivery.Id, delivery.IncidentId }))
            .Join(context.Set<Incident>(), about => about.IncidentId, incident => incident.Id, (about, incident) => new { about.Id, incident.Title })
            .ToListAsync(cancellationToken);
        titles.ForEach(about => names[about.Id] = about.Title);
        return names;
    }
}
