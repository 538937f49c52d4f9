using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;

namespace StatusPage.Web.Shell;

/// <summary>What somebody may not open is not offered; whether they may is decided in Core.</summary>
public sealed partial class StaffMenu(CurrentActor actor, IPageLists pages)
{
    private Role? _role;
    private string? _front;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var who = await actor.GetAsync(CancellationToken.None);
            _role = who.Role;
            _front = await pages.FrontAsync(who.OrganizationId, CancellationToken.None);
        }
        catch (AccessEndedException)
        {
            // The page itself leads away.
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            // What everybody may open is offered.
        }
    }
}
