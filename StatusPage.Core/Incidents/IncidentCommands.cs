using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Incidents;

internal sealed class IncidentCommands(Database database, TimeProvider time) : IIncidentCommands
{
    public async Task<IncidentId> PostAsync(Actor actor, NewIncident incident, CancellationToken cancellationToken)
    {
        actor.Require(Role.Operator);
        var id = incident.Id ?? IncidentId.New();
        try
        {
            await PostOnceAsync(actor, id, incident, cancellationToken);
        }
        catch (DbUpdateException) when (incident.Id is not null)
        {
            // The same post on another node may have been faster.
            if (!await database.ReadAsync(DataScope.Of(actor.OrganizationId), context => IsPostedAsync(context, id, cancellationToken), cancellationToken))
            {
                throw;
            }
        }

        return id;
    }

    public async Task UpdateAsync(Actor actor, IncidentId id, int? expectedVersion, NewUpdate update, CancellationToken cancellationToken)
    {
        actor.Require(Role.Operator);
        var now = time.GetUtcNow();
        try
        {
            await database.WriteAsync(
                DataScope.Of(actor.OrganizationId),
                async context =>
                {
                    await RequireOwnAsync(context, update, cancellationToken);
                    var incident = await FindAsync(context, id, expectedVersion, cancellationToken);
                    var before = Json(incident);
                    var appended = incident.Update(update, actor.UserId, now);
                    context.Add(appended);

                    // An update is a change of the incident, also when nothing but words are new.
                    context.Entry(incident).State = EntityState.Modified;
                    await AddPagesAsync(context, incident, update, cancellationToken);
                    await SaySpansAsync(context, incident, incident.Affected(), now, cancellationToken);
                    var pages = await context.Set<IncidentPage>().Where(page => page.IncidentId == id).Select(page => page.PageId)
                        .ToListAsync(cancellationToken);
                    var entry = AuditEntry.By(actor, "incident.updated", id.Value, Json(incident), now, before);
                    await AnnounceAsync(context, incident, pages, entry, update.Notify, cancellationToken);
                },
                cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new StaleVersionException();
        }
    }

    private async Task PostOnceAsync(Actor actor, IncidentId id, NewIncident incident, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(
            DataScope.Of(actor.OrganizationId),
            async context =>
            {
                if (incident.Id is not null && await IsPostedAsync(context, id, cancellationToken))
                {
                    return;
                }

                await RequireOwnAsync(context, incident.First, cancellationToken);
                var posted = Incident.Post(
                    id, actor.OrganizationId, incident.Title, incident.Impact, incident.StartedAt ?? now, incident.First, actor.UserId, now);
                context.Add(posted);
                var pages = await PagesOfAsync(context, incident, cancellationToken);
                context.AddRange(pages.Select(page => new IncidentPage(actor.OrganizationId, id, page)));
                await SaySpansAsync(context, posted, incident.First.Components, posted.StartedAt, cancellationToken);
                if (!posted.IsOpen)
                {
                    // Told afterwards: it was as bad as said from its start until now.
                    await SaySpansAsync(context, posted, posted.Affected(), now, cancellationToken);
                }

                var entry = AuditEntry.By(actor, "incident.posted", id.Value, Json(posted), now);
                await AnnounceAsync(context, posted, pages, entry, incident.First.Notify, cancellationToken);
            },
            cancellationToken);
    }

    private static Task<bool> IsPostedAsync(StatusPageContext context, IncidentId id, CancellationToken cancellationToken) =>
        context.Set<Incident>().AnyAsync(incident => incident.Id == id, cancellationToken);

    private static async Task<Incident> FindAsync(
        StatusPageContext context, IncidentId id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var incident = await context.Set<Incident>().AsSplitQuery()
            .Include(row => row.Updates.OrderBy(update => update.At).ThenBy(update => update.Id)).ThenInclude(update => update.Components)
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new NotFoundException("The incident");
        return expectedVersion is null || expectedVersion == incident.Version ? incident : throw new StaleVersionException();
    }

    // The context sees the organisation's rows only, so a foreign component counts as missing.
    private static async Task RequireOwnAsync(StatusPageContext context, NewUpdate update, CancellationToken cancellationToken)
    {
        var named = update.Components.Keys.ToList();
        var own = await context.Set<ServiceComponent>().CountAsync(component => named.Contains(component.Id), cancellationToken);
        if (own != named.Count)
        {
            throw new NotFoundException("A component");
        }

        if (update.Components.Values.Any(status => status is ComponentStatus.UnderMaintenance or ComponentStatus.Unknown))
        {
            throw new RuleViolationException("An incident says operational, degraded performance, partial outage or major outage of a component.");
        }
    }

    private static async Task<List<PublicPageId>> PagesOfAsync(
        StatusPageContext context, NewIncident incident, CancellationToken cancellationToken)
    {
        var named = incident.First.Components.Keys.ToList();
        var wanted = incident.Pages.ToList();
        var pages = await context.Set<PublicPage>()
            .Where(page => wanted.Contains(page.Id)
                || context.Set<ServiceComponent>().Any(component => component.PageId == page.Id && named.Contains(component.Id)))
            .Select(page => page.Id).ToListAsync(cancellationToken);
        if (wanted.Except(pages).Any())
        {
            throw new NotFoundException("A page");
        }

        return pages.Count > 0 ? pages : await context.Set<PublicPage>().Select(page => page.Id).ToListAsync(cancellationToken);
    }

    // A component that is named later may stand on a page that did not show the incident so far.
    private static async Task AddPagesAsync(StatusPageContext context, Incident incident, NewUpdate update, CancellationToken cancellationToken)
    {
        var named = update.Components.Keys.ToList();
        var missing = await context.Set<ServiceComponent>()
            .Where(component => named.Contains(component.Id)
                && !context.Set<IncidentPage>().Any(page => page.IncidentId == incident.Id && page.PageId == component.PageId))
            .Select(component => component.PageId).Distinct().ToListAsync(cancellationToken);
        context.AddRange(missing.Select(page => new IncidentPage(incident.OrganizationId, incident.Id, page)));
        await context.SaveChangesAsync(cancellationToken);
    }

    private static async Task SaySpansAsync(
        StatusPageContext context,
        Incident incident,
        IReadOnlyDictionary<ServiceComponentId, ComponentStatus> statuses,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        foreach (var (component, status) in statuses)
        {
            var said = status is ComponentStatus.Operational ? null : (ComponentStatus?)status;
            await Spans.SayAsync(
                context, incident.OrganizationId, component, SpanSource.Incident, incident.Id.Value, said, at, cancellationToken);
        }
    }

    private static async Task AnnounceAsync(
        StatusPageContext context, Incident incident, IReadOnlyCollection<PublicPageId> pages, AuditEntry entry, bool notify, CancellationToken cancellationToken)
    {
        await PageChanges.RaiseAsync(context, pages, cancellationToken);
        if (notify)
        {
            await IncidentMailing.RaiseAsync(context, incident, pages, cancellationToken);
        }

        context.Add(entry);
        context.Announce(new Change(ChangeKind.Incident, incident.OrganizationId, incident.Id.Value));
    }

    private static string Json(Incident incident) => JsonSerializer.Serialize(
        new { incident.Title, Status = EnumWords<IncidentStatus>.ToWord(incident.Status), Impact = EnumWords<Impact>.ToWord(incident.Impact), incident.ResolvedAt },
        JsonSerializerOptions.Web);
}
