using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Incidents;

internal sealed class IncidentEdits(Acts acts) : IIncidentEdits
{
    public const string Changed = "incident.changed";

    public Task ChangeAsync(Actor actor, IncidentId id, int? expectedVersion, IncidentHead head, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            var incident = await FindAsync(act.Context, id, expectedVersion, cancellationToken);
            var before = incident.Head;
            incident.Change(head);
            if (incident.Head == before)
            {
                return;
            }

            await MoveStartAsync(act.Context, incident, before.StartedAt, cancellationToken);
            act.WriteDown(Changed, id.Value, Json(before), Json(incident.Head));
            await AnnounceAsync(act, id, cancellationToken);
        },
        cancellationToken);

    public Task RewordAsync(Actor actor, IncidentId id, Guid updateId, int? expectedVersion, string body, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            var incident = await FindAsync(act.Context, id, expectedVersion, cancellationToken);
            if (incident.Reword(updateId, body, actor.UserId, act.Now) is { } earlier)
            {
                act.Context.Add(earlier);

                // The words are the update's, the version is the incident's.
                act.Context.Entry(incident).State = EntityState.Modified;
                act.WriteDown("incident.reworded", id.Value, Json(earlier.Body), Json(incident.Updates.Single(update => update.Id == updateId).Body));
                await AnnounceAsync(act, id, cancellationToken);
            }
        },
        cancellationToken);

    public Task NoteAsync(Actor actor, IncidentId id, Guid noteId, string body, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Operator,
        async act =>
        {
            if (!await act.Context.Set<Incident>().AnyAsync(incident => incident.Id == id, cancellationToken))
            {
                throw new NotFoundException("The incident");
            }

            if (!await act.Context.Set<IncidentNote>().AnyAsync(note => note.Id == noteId, cancellationToken))
            {
                act.Context.Add(new IncidentNote(noteId, actor.OrganizationId, id, body, actor.UserId, act.Now));
                act.WriteDown("incident.noted", id.Value, before: null, after: null);
                act.Announce(ChangeKind.Incident, id.Value);
            }
        },
        cancellationToken);

    private static async Task<Incident> FindAsync(StatusPageContext context, IncidentId id, int? expectedVersion, CancellationToken cancellationToken) =>
        Act.Found(
            await context.Set<Incident>().AsSplitQuery()
                .Include(row => row.Updates.OrderBy(update => update.At).ThenBy(update => update.Id)).ThenInclude(update => update.Components)
                .SingleOrDefaultAsync(row => row.Id == id, cancellationToken),
            "The incident",
            expectedVersion);

    // Uptime counts from when it began, and so do the bars.
    private static async Task MoveStartAsync(StatusPageContext context, Incident incident, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (incident.StartedAt != before)
        {
            var spans = await context.Set<StatusSpan>()
                .Where(span => span.Source == SpanSource.Incident && span.Cause == incident.Id.Value && span.From == before).ToListAsync(cancellationToken);
            spans.ForEach(span => span.BeginAt(incident.StartedAt));
        }
    }

    private static async Task AnnounceAsync(Act act, IncidentId id, CancellationToken cancellationToken)
    {
        var pages = await act.Context.Set<IncidentPage>().Where(page => page.IncidentId == id).Select(page => page.PageId).ToListAsync(cancellationToken);
        await PageChanges.RaiseAsync(act.Context, pages, cancellationToken);
        act.Announce(ChangeKind.Incident, id.Value);
    }

    private static string Json(IncidentHead head) => JsonSerializer.Serialize(head, JsonSerializerOptions.Web);

    private static string Json(string body) => JsonSerializer.Serialize(new { body });
}
