using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Subscribers;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Subscribers;

/// <summary>Who is told by mail; what is shown of them is said in the address.</summary>
public sealed partial class SubscribersPage(
    ISubscriberQueries subscribers, ISubscriberCommands commands, MailOptions options, SaveAttempt attempt, ISnackbar snackbar)
{
    private SubscriberList? _list;
    private OrganizationId _organization;
    private Role? _role;

    /// <summary>The id of a page.</summary>
    [SupplyParameterFromQuery]
    public string? Page { get; set; }

    /// <summary>Part of an address.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    private bool IsFiltered => Filter != new SubscriberFilter();

    private List<SubscriberRow> Rows => _list is { } list ? [.. list.Items] : [];

    private SubscriberFilter Filter => new(
        Guid.TryParse(Page, out var page) ? new PublicPageId(page) : null,
        string.IsNullOrWhiteSpace(Text) ? null : Text,
        Enum.TryParse<SubscriberState>(State, out var state) && Enum.IsDefined(state) ? state : null);

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        (_organization, _role) = (actor.OrganizationId, actor.Role);
        _list = actor.Role >= Role.Admin ? await subscribers.ListAsync(actor, Filter, Leaving) : null;
    }

    private void Filtered(string? page, string? text, string? state) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["page"] = Blank(page),
            ["text"] = Blank(text),
            ["state"] = Blank(state),
        }),
        replace: true);

    private async Task RemoveAsync(SubscriberRow row)
    {
        if (await attempt.RunAsync(async () => await commands.RemoveAsync(await CurrentActor.GetAsync(Leaving), row.Id, Leaving)))
        {
            snackbar.Add($"{row.Address} is removed.", Severity.Success);
        }

        Reload();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
