using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Core.Secrets;
using StatusPage.Core.Subscribers;

namespace StatusPage.Bench;

/// <summary>An organisation with a page that so many follow, and an incident there.</summary>
internal sealed class Audience(BenchNode node, int readers)
{
    private readonly Actor _operator = new(UserId.New(), "op@example.com", OrganizationId.New(), Role.Operator, Address: null);
    private readonly ServiceComponentId _component = ServiceComponentId.New();

    public OrganizationId Organization => _operator.OrganizationId;

    public IncidentId Incident { get; private set; }

    public async Task<Audience> SaveAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var page = new PublicPage(PublicPageId.New(), Organization, "Bench", $"bench-{Organization.Value:n}", "Europe/Berlin", now);
        await AddAsync(
        [
            new Organization(Organization, "Bench", now),
            new StaffUser { Id = _operator.UserId.Value, Email = _operator.Name, UserName = $"{_operator.UserId}" },
            new Member(Organization, _operator.UserId, Role.Operator, now),
            page,
            new ServiceComponent(_component, Organization, page.Id, "API", 0, now),
        ]);
        foreach (var part in Enumerable.Range(0, readers).Chunk(1000))
        {
            // Before the transaction: the first use of the keys may write some of its own.
            await AddAsync(part.Select(number => Reader(page.Id, number, now)).ToList());
        }

        Incident = await node.Get<IIncidentCommands>().PostAsync(
            _operator, new NewIncident("Log-in fails", Impact: null, StartedAt: null, Update(isTold: false), Pages: []), CancellationToken.None);
        return this;
    }

    public Task PostAsync(bool isTold) =>
        node.Get<IIncidentCommands>().UpdateAsync(_operator, Incident, expectedVersion: null, Update(isTold), CancellationToken.None);

    private NewUpdate Update(bool isTold) =>
        new(IncidentStatus.Investigating, "We look into it.", new Dictionary<ServiceComponentId, ComponentStatus> { [_component] = ComponentStatus.PartialOutage }) { Notify = isTold };

    private Subscriber Reader(PublicPageId page, int number, DateTimeOffset now)
    {
        var keys = SubscriberKeys.New();
        var reader = new Subscriber(
            SubscriberId.New(), Organization, page, FormattableString.Invariant($"reader{number}@example.com"), keys, keys.Seal(node.Get<ISecrets>()), now);
        reader.Confirm(now);
        return reader;
    }

    private Task AddAsync(IEnumerable<object> rows) => node.Database.WriteAsync(
        DataScope.Everything,
        context =>
        {
            context.AddRange(rows);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
