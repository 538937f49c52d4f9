using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

public sealed class IncidentUpdate : IOwned
{
    private const int LongestBody = 20_000;

    private readonly List<AffectedComponent> _components = [];

    private IncidentUpdate()
    {
        Body = "";
    }

    internal IncidentUpdate(
        Guid id, OrganizationId organizationId, IncidentId incidentId, IncidentStatus status, string body, DateTimeOffset at, UserId author)
    {
        Id = id;
        OrganizationId = organizationId;
        IncidentId = incidentId;
        Status = status;
        Body = Words.Required(body, "The update's text", LongestBody, severalLines: true);
        At = at;
        Author = author;
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public IncidentId IncidentId { get; private set; }

    public IncidentStatus Status { get; private set; }

    /// <summary>Markdown, as it was typed.</summary>
    public string Body { get; private set; }

    public DateTimeOffset At { get; private set; }

    public UserId Author { get; private set; }

    public IReadOnlyList<AffectedComponent> Components => _components;

    internal void Say(ServiceComponentId component, ComponentStatus status) =>
        _components.Add(new AffectedComponent(OrganizationId, Id, component, status));
}

/// <summary>What one update says about one component.</summary>
public sealed class AffectedComponent(OrganizationId organizationId, Guid updateId, ServiceComponentId componentId, ComponentStatus status) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid UpdateId { get; private set; } = updateId;

    public ServiceComponentId ComponentId { get; private set; } = componentId;

    public ComponentStatus Status { get; private set; } = status;
}
