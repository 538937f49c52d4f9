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
        Body = Checked(body);
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

    /// <summary>When its words were last replaced; null when they never were.</summary>
    public DateTimeOffset? EditedAt { get; private set; }

    public IReadOnlyList<AffectedComponent> Components => _components;

    internal void Say(ServiceComponentId component, ComponentStatus status) =>
        _components.Add(new AffectedComponent(OrganizationId, Id, component, status));

    internal EarlierWording? Reword(string body, UserId editor, DateTimeOffset now)
    {
        var words = Checked(body);
        if (words == Body)
        {
            return null;
        }

        var earlier = new EarlierWording(Guid.CreateVersion7(), OrganizationId, Id, Body, editor, now);
        (Body, EditedAt) = (words, now);
        return earlier;
    }

    private static string Checked(string body) => Words.Required(body, "The update's text", LongestBody, severalLines: true);
}

/// <summary>What one update says about one component.</summary>
public sealed class AffectedComponent(OrganizationId organizationId, Guid updateId, ServiceComponentId componentId, ComponentStatus status) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public Guid UpdateId { get; private set; } = updateId;

    public ServiceComponentId ComponentId { get; private set; } = componentId;

    public ComponentStatus Status { get; private set; } = status;
}
