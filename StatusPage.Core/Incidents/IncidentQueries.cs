using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Incidents;

internal sealed class IncidentQueries(Database database) : IIncidentQueries
{
    public Task<IncidentList> ListAsync(OrganizationId organization, IncidentFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => ListAsync(context, filter, cancellationToken), cancellationToken);

    public Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => FindAsync(context, id, cancellationToken), cancellationToken);

    private static async Task<IncidentList> ListAsync(StatusPageContext context, IncidentFilter filter, CancellationToken cancellationToken)
    {
        IQueryable<Incident> incidents = context.Set<Incident>();
        if (filter.IsOpen is { } open)
        {
            incidents = incidents.Where(incident => (incident.ResolvedAt == null) == open);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = filter.Text.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // It becomes lower() of the database; no culture goes there.
            incidents = incidents.Where(incident => incident.Title.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        var most = Math.Clamp(filter.Most, 1, IncidentFilter.Longest);
        var found = await incidents.OrderBy(incident => incident.ResolvedAt != null).ThenByDescending(incident => incident.StartedAt).ThenBy(incident => incident.Id)
            .Take(most + 1)
            .Select(incident => new IncidentSummary(
                incident.Id, incident.Title, incident.Status, incident.Impact, incident.StartedAt, incident.ResolvedAt))
            .ToListAsync(cancellationToken);
        return new IncidentList(found.Count > most ? found[..most] : found, found.Count > most);
    }

    private static async Task<IncidentDetails?> FindAsync(StatusPageContext context, IncidentId id, CancellationToken cancellationToken)
    {
        var incident = await context.Set<Incident>().AsSplitQuery()
            .Include(row => row.Updates.OrderBy(update => update.At).ThenBy(update => update.Id)).ThenInclude(update => update.Components)
            .SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (incident is null)
        {
            return null;
        }

        var authors = incident.Updates.Select(update => update.Author.Value).Distinct().ToList();
        var names = await context.Set<StaffUser>().Where(user => authors.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, user => user.Email, cancellationToken);
        return new IncidentDetails(
            incident.Id,
            incident.Title,
            incident.Status,
            incident.Impact,
            incident.StartedAt,
            incident.ResolvedAt,
            incident.NextUpdateAt,
            incident.Version,
            [.. incident.Updates.Reverse().Select(update => new IncidentUpdateDetails(
                update.Status, update.Body, update.At, names.GetValueOrDefault(update.Author.Value)))],
            incident.Affected()) { DeclaredImpact = incident.DeclaredImpact };
    }
}
