using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;

namespace StatusPage.Web.Incidents;

/// <summary>All incidents; what is shown of them is said in the address, so that it can be kept and sent.</summary>
public sealed partial class IncidentListPage(IIncidentQueries incidents)
{
    private const string OpenOnes = "open";
    private const string Resolved = "resolved";

    private IncidentList? _incidents;
    private OrganizationId _organization;
    private bool _mayPost;

    /// <summary><c>open</c> or <c>resolved</c>; anything else: all.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>Part of a title.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public int? Most { get; set; }

    private bool IsFiltered => Filter.IsOpen is not null || !string.IsNullOrWhiteSpace(Text);

    private IncidentFilter Filter => new(
        Show switch
        {
            OpenOnes => true,
            Resolved => false,
            _ => null,
        },
        Text,
        Most ?? IncidentFilter.Few);

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Incident && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        _organization = actor.OrganizationId;
        _mayPost = actor.Role >= Role.Operator;
        _incidents = await incidents.ListAsync(actor.OrganizationId, Filter, Leaving);
    }

    private void Filtered(string? show, string? text) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["show"] = show,
            ["text"] = string.IsNullOrWhiteSpace(text) ? null : text,
            ["most"] = null,
        }),
        replace: true);

    private string More => Navigation.GetUriWithQueryParameter("most", Filter.Most * 2);
}
