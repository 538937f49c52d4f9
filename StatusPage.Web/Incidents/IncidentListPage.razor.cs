using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Web.Incidents;

public sealed partial class IncidentListPage(IIncidentQueries incidents)
{
    private IReadOnlyList<IncidentSummary>? _incidents;
    private OrganizationId _organization;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Incident && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        _organization = actor.OrganizationId;
        _incidents = await incidents.ListAsync(actor.OrganizationId, Leaving);
    }
}
