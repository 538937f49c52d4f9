using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Incidents;

internal sealed class IncidentQueries(Database database) : IIncidentQueries
{
    private const int Most = 200;

    public async Task<IReadOnlyList<IncidentSummary>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            DataScope.Of(organization),
            context => context.Set<Incident>()
                .OrderBy(incident => incident.ResolvedAt != null).ThenByDescending(incident => incident.StartedAt).Take(Most)
                .Select(incident => new IncidentSummary(
                    incident.Id, incident.Title, incident.Status, incident.Impact, incident.StartedAt, incident.ResolvedAt))
                .ToListAsync(cancellationToken),
            cancellationToken);

    public Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(DataScope.Of(organization), context => FindAsync(context, id, cancellationToken), cancellationToken);

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
            incident.Affected());
    }
}
