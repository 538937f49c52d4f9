using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using Entries = StatusPage.Core.Audit.AuditPage;

namespace StatusPage.Web.Audit;

/// <summary>Who did what, and what it was before.</summary>
public sealed partial class AuditPage(IAuditQueries audit)
{
    private const int Shown = 50;

    private Entries? _page;
    private IReadOnlyList<string> _actions = [];
    private OrganizationId _organization;
    private Role? _role;

    [SupplyParameterFromQuery]
    public string? Person { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private AuditQuery Query => new(Person, Action, Subject, From, To, After);

    // Whole families too: everything about incidents, everything about members.
    private IEnumerable<string> Choices => _actions.Select(action => action.Split('.')[0]).Concat(_actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    protected override bool Concerns(Change change) => change.OrganizationId == _organization && change.Kind is not (ChangeKind.Monitor or ChangeKind.Page or ChangeKind.Mails);

    protected override async Task LoadAsync(Actor actor)
    {
        (_organization, _role) = (actor.OrganizationId, actor.Role);
        if (actor.Role >= Role.Admin)
        {
            _actions = await audit.ActionsAsync(actor, Leaving);
            _page = await audit.ListAsync(actor, Query.Filter, Query.Cursor, Shown, Leaving);
        }
    }

    private static string Text(ChangeEventArgs change) => (string?)change.Value ?? "";

    private static string Words(string action) => action.Replace(".", ": ", StringComparison.Ordinal).Replace('_', ' ');

    private void Show(AuditQuery query) => Navigation.NavigateTo((query with { After = null }).Address);
}
