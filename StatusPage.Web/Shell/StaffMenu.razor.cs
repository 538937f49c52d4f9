using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;

namespace StatusPage.Web.Shell;

/// <summary>What somebody may not open is not offered; whether they may is decided in Core.</summary>
public sealed partial class StaffMenu(CurrentActor actor)
{
    private Role? _role;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _role = (await actor.GetAsync(CancellationToken.None)).Role;
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
