using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeIncidents : IIncidentCommands, IIncidentQueries, IIncidentEdits, IIncidentTimeline
{
    public List<NewIncident> Posted { get; } = [];

    public List<(int? Version, NewUpdate Update)> Updated { get; } = [];

    public List<(int? Version, IncidentHead Head)> Changed { get; } = [];

    public List<(Guid Update, string Body)> Reworded { get; } = [];

    public List<(Guid Id, string Body)> Noted { get; } = [];

    /// <summary>Beside the updates of <see cref="Details"/>.</summary>
    public IReadOnlyList<TimelineEntry> Entries { get; set; } = [];

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

    public Task<IncidentList> ListAsync(OrganizationId organization, IncidentFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult(new IncidentList([], HasMore: false));

    public Task<IncidentDetails?> FindAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) => Task.FromResult(Details);

    public Task ChangeAsync(Actor actor, IncidentId id, int? expectedVersion, IncidentHead head, CancellationToken cancellationToken)
    {
        Changed.Add((expectedVersion, head));
        return Failure is null ? Task.CompletedTask : throw Failure;
    }

    public Task RewordAsync(Actor actor, IncidentId id, Guid updateId, int? expectedVersion, string body, CancellationToken cancellationToken)
    {
        Reworded.Add((updateId, body));
        return Failure is null ? Task.CompletedTask : throw Failure;
    }

    public Task NoteAsync(Actor actor, IncidentId id, Guid noteId, string body, CancellationToken cancellationToken)
    {
        Noted.Add((noteId, body));
        return Failure is null ? Task.CompletedTask : throw Failure;
    }

    public Task<IReadOnlyList<TimelineEntry>> ReadAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TimelineEntry>>(
        [.. Entries, .. (Details?.Updates ?? []).Select((update, place) => new UpdateEntry(IdOf(place), update.At, update.Status, update.Body, update.Author, [], []))]);

    private static Guid IdOf(int place) => new(place, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
