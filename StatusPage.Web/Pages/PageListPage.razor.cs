using System.Globalization;
using MudBlazor;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Pages;

/// <summary>The organisation's public pages, and those that were put away.</summary>
public sealed partial class PageListPage(IPageLists lists, IPageCommands pages, SaveAttempt attempt, ISnackbar snackbar)
{
    private PageList? _list;
    private OrganizationId _organization;
    private bool _mayEdit;
    private bool _busy;

    // What a page says is what its components and incidents say.
    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Page or ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        var list = await lists.ListAsync(actor.OrganizationId, Leaving);
        (_organization, _mayEdit, _list) = (actor.OrganizationId, actor.Role >= Role.Admin, list);
    }

    private static string Day(DateTimeOffset until) => until.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private async Task RestoreAsync(ArchivedPage page)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        if (await attempt.RunAsync(async () => await pages.RestoreAsync(await CurrentActor.GetAsync(Leaving), page.Id, toRoot: false, Leaving)))
        {
            snackbar.Add($"{page.Name} is back at /s/{page.Slug}.", Severity.Success);
        }

        _busy = false;
        Reload();
    }
}
