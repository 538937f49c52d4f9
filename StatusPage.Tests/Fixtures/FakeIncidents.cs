using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeIncidents : IIncidentCommands, IIncidentQueries
{
    public List<NewIncident> Posted { get; } = [];

    public List<(int? Version, NewUpdate Update)> Updated { get; } = [];

    public IncidentDetails? Details { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>Held back until it completes.</summary>
    public Task Pending { get; set; } = Task.CompletedTask;

    public async Task<IncidentId> PostAsync(Actor actor, NewIncident incident, CancellationToken cancellationToken)
    {
        Posted.Add(incident);
        await Pending;
        return Failure is null ? incident.Id ?? IncidentId.New() : throw Failure;
    }

    public async Task UpdateAsync(Actor actor, IncidentId id, int? expectedVersion, NewUpdate update, CancellationToken cancellationToken)
    {
        Updated.Add((expectedVersion, update));
        await Pending;
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    public Task<IReadOnlyList<IncidentSummary>> ListAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IncidentSummary>>([]);

    public Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) => Task.FromResult(Details);
}
