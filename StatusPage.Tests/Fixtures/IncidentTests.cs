using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Outbox;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Builders;

namespace StatusPage.Tests.Fixtures;

/// <summary>Tests about incidents of an organisation whose page has two components. Every command comes a minute after the one before it.</summary>
public abstract class IncidentTests(DatabaseKind kind, PostgresServer server) : DatabaseTests(kind, server)
{
    private Tenant? _tenant;
    private ServiceComponent? _api;
    private ServiceComponent? _web;

    protected Tenant Tenant => _tenant ?? throw new InvalidOperationException();

    protected ServiceComponent Api => _api ?? throw new InvalidOperationException();

    protected ServiceComponent Web => _web ?? throw new InvalidOperationException();

    protected IIncidentCommands Commands => Get<IIncidentCommands>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = new Tenant(Data.Now);
        _api = _tenant.AddComponent("API");
        _web = _tenant.AddComponent("Web");
        await _tenant.SaveAsync(Data);
    }

    protected Task<IncidentId> PostAsync(NewUpdate first, DateTimeOffset? startedAt = null) =>
        Commands.PostAsync(Tenant.Operator, Said.Incident(first, startedAt), Token);

    protected Task UpdateAsync(IncidentId id, NewUpdate update, int? expectedVersion = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return Commands.UpdateAsync(Tenant.Operator, id, expectedVersion, update, Token);
    }

    protected async Task<IncidentDetails> FindAsync(IncidentId id) =>
        await Get<IIncidentQueries>().FindAsync(Tenant.Id, id, Token) ?? throw new InvalidOperationException("There is no such incident.");

    protected async Task<(IncidentStatus Status, Impact Impact, int Version)> StandsAsync(IncidentId id)
    {
        var found = await FindAsync(id);
        return (found.Status, found.Impact, found.Version);
    }

    /// <summary>What incidents have said, in the order of time.</summary>
    protected async Task<IReadOnlyList<(ComponentStatus Status, DateTimeOffset? To)>> IncidentSpansAsync() =>
    [
        .. (await Data.AllAsync<StatusSpan>()).Where(span => span.Source is SpanSource.Incident).OrderBy(span => span.From)
            .Select(span => (span.Status, span.To)),
    ];

    protected async Task<ComponentStatus> ShownAsync(ServiceComponent component) =>
        (await Get<IComponentQueries>().ListAsync(Tenant.Id, Token)).Single(choice => choice.Id == component.Id).Status;

    /// <summary>The page's content version and the number of renders that were asked for.</summary>
    protected async Task<(long Version, int Renders)> PageAsync()
    {
        var version = (await Data.AllAsync<PublicPage>()).Single(page => page.Id == Tenant.Page.Id).ContentVersion;
        return (version, (await Data.AllAsync<OutboxMessage>()).Count(message => message.SubjectId == Tenant.Page.Id.Value));
    }
}
