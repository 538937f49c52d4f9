using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

/// <summary>What staff tell each other about an incident. It never leaves the staff side.</summary>
public sealed class IncidentNote : IOwned
{
    public const int LongestBody = 10_000;

    private IncidentNote()
    {
        Body = "";
    }

    public IncidentNote(Guid id, OrganizationId organizationId, IncidentId incidentId, string body, UserId author, DateTimeOffset at)
    {
        Id = id;
        OrganizationId = organizationId;
        IncidentId = incidentId;
        Body = Words.Required(body, "The note", LongestBody, severalLines: true);
        Author = author;
        At = at;
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public IncidentId IncidentId { get; private set; }

    /// <summary>Markdown, as it was typed.</summary>
    public string Body { get; private set; }

    public UserId Author { get; private set; }

    public DateTimeOffset At { get; private set; }
}
