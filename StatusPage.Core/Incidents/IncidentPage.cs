using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Incidents;

/// <summary>An incident appears on a page.</summary>
public sealed class IncidentPage(OrganizationId organizationId, IncidentId incidentId, PublicPageId pageId) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public IncidentId IncidentId { get; private set; } = incidentId;

    public PublicPageId PageId { get; private set; } = pageId;
}
