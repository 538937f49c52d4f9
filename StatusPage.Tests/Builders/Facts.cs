using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Builders;

/// <summary>What is stored about a page, without a database.</summary>
public sealed class Facts(string timeZone, DateTimeOffset createdAt)
{
    private static readonly OrganizationId Owner = OrganizationId.New();

    private readonly PublicPage _page = new(PublicPageId.New(), Owner, "Acme", "acme", timeZone, createdAt);
    private readonly List<ComponentGroup> _groups = [];
    private readonly List<ServiceComponent> _components = [];
    private readonly List<(ServiceComponentId Component, StatusStatement Statement)> _said = [];
    private readonly List<Incident> _incidents = [];

    public ComponentGroup AddGroup(string name)
    {
        _groups.Add(new ComponentGroup(ComponentGroupId.New(), Owner, _page.Id, name, _groups.Count));
        return _groups[^1];
    }

    public ServiceComponent AddComponent(string name = "API", DateTimeOffset? since = null)
    {
        _components.Add(new ServiceComponent(ServiceComponentId.New(), Owner, _page.Id, name, _components.Count, since ?? createdAt));
        return _components[^1];
    }

    public void Say(ServiceComponent component, ComponentStatus status, DateTimeOffset from, DateTimeOffset? to = null) =>
        _said.Add((component.Id, new StatusStatement(SpanSource.Monitor, status, from, to)));

    public Incident AddIncident(string title, DateTimeOffset at, DateTimeOffset? resolvedAt, params (ServiceComponent Component, ComponentStatus Status)[] affected)
    {
        var incident = Incident.Post(
            IncidentId.New(), Owner, title, impact: null, at, Said.Update(IncidentStatus.Investigating, affected), UserId.New(), at);
        if (resolvedAt is { } end)
        {
            incident.Update(Said.Update(IncidentStatus.Resolved), UserId.New(), end);
        }

        _incidents.Add(incident);
        return incident;
    }

    public PageFacts Build() => new(
        _page,
        _groups,
        _components,
        _said.ToLookup(one => one.Component, one => one.Statement),
        [.. _incidents.OrderByDescending(incident => incident.StartedAt)]);
}
