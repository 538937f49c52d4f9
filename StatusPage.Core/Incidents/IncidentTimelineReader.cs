using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Incidents;

internal sealed class IncidentTimelineReader(Database database) : IIncidentTimeline
{
    // A flapping monitor must not push out what people said.
    private const int MostOfMonitors = 200;

    private static readonly TimeSpan Around = TimeSpan.FromMinutes(30);

    public Task<IReadOnlyList<TimelineEntry>> ReadAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => ReadAsync(context, id, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<TimelineEntry>> ReadAsync(StatusPageContext context, IncidentId id, CancellationToken cancellationToken)
    {
        var incident = await context.Set<Incident>().AsNoTracking().AsSplitQuery()
            .Include(row => row.Updates).ThenInclude(update => update.Components)
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (incident is null)
        {
            return [];
        }

        var notes = await context.Set<IncidentNote>().AsNoTracking().Where(note => note.IncidentId == id).ToListAsync(cancellationToken);
        var updates = incident.Updates.Select(update => update.Id).ToList();
        var wordings = await context.Set<EarlierWording>().AsNoTracking().Where(wording => updates.Contains(wording.UpdateId)).ToListAsync(cancellationToken);
        var people = await PeopleAsync(
            context,
            [.. incident.Updates.Select(update => update.Author), .. notes.Select(note => note.Author), .. wordings.Select(wording => wording.Editor)],
            cancellationToken);
        var components = await ComponentsAsync(context, incident, cancellationToken);
        var earlier = wordings.ToLookup(wording => wording.UpdateId);
        TimelineEntry[] entries =
        [
            .. incident.Updates.Select(update => new UpdateEntry(
                update.Id,
                update.At,
                update.Status,
                update.Body,
                people.GetValueOrDefault(update.Author.Value),
                [
                    .. update.Components.Where(said => components.ContainsKey(said.ComponentId))
                        .Select(said => (components[said.ComponentId], said.Status)).OrderBy(said => said.Item1, StringComparer.CurrentCulture),
                ],
                [
                    .. earlier[update.Id].OrderByDescending(wording => wording.Until)
                        .Select(wording => new WordingView(wording.Body, wording.Until, people.GetValueOrDefault(wording.Editor.Value))),
                ])),
            .. notes.Select(note => new NoteEntry(note.Id, note.At, note.Body, people.GetValueOrDefault(note.Author.Value))),
            .. await MonitorsAsync(context, incident, components, cancellationToken),
            .. await HeadsAsync(context, id, cancellationToken),
        ];
        return [.. entries.OrderByDescending(entry => entry.At)];
    }

    private static Task<Dictionary<Guid, string?>> PeopleAsync(StatusPageContext context, IEnumerable<UserId> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Select(person => person.Value).Distinct().ToList();
        return context.Set<StaffUser>().Where(user => wanted.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);
    }

    // What was archived since was affected all the same.
    private static Task<Dictionary<ServiceComponentId, string>> ComponentsAsync(
        StatusPageContext context, Incident incident, CancellationToken cancellationToken)
    {
        var named = incident.Updates.SelectMany(update => update.Components).Select(said => said.ComponentId).Distinct().ToList();
        return context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter]).Where(component => named.Contains(component.Id))
            .ToDictionaryAsync(component => component.Id, component => component.Name, cancellationToken);
    }

    private static async Task<IEnumerable<TimelineEntry>> MonitorsAsync(
        StatusPageContext context, Incident incident, Dictionary<ServiceComponentId, string> components, CancellationToken cancellationToken)
    {
        var (from, to) = (incident.StartedAt - Around, (incident.ResolvedAt ?? DateTimeOffset.MaxValue - Around) + Around);
        var named = components.Keys.ToList();
        var said = await context.Set<StatusSpan>().AsNoTracking()
            .Where(span => span.Source == SpanSource.Monitor && named.Contains(span.ComponentId) && span.From >= from && span.From <= to)
            .OrderByDescending(span => span.From).Take(MostOfMonitors)
            .ToListAsync(cancellationToken);
        var causes = said.Select(span => new StatusMonitorId(span.Cause)).Distinct().ToList();
        var monitors = await context.Set<StatusMonitor>().IgnoreQueryFilters([IArchivable.Filter]).Where(monitor => causes.Contains(monitor.Id))
            .ToDictionaryAsync(monitor => monitor.Id.Value, monitor => monitor.Name, cancellationToken);
        return said.Select(span => new MonitorEntry(
            span.From, new StatusMonitorId(span.Cause), monitors.GetValueOrDefault(span.Cause), components[span.ComponentId], span.Status));
    }

    private static async Task<IEnumerable<TimelineEntry>> HeadsAsync(StatusPageContext context, IncidentId id, CancellationToken cancellationToken)
    {
        var changes = await context.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectId == id.Value && entry.Action == IncidentEdits.Changed).ToListAsync(cancellationToken);
        return changes.Select(entry => new HeadEntry(entry.At, entry.ActorName, Head(entry.Before), Head(entry.After)));
    }

    private static IncidentHead Head(string? json) => JsonSerializer.Deserialize<IncidentHead>(json ?? "", JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("An entry of the audit about a changed incident does not say what it was.");
}
