using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;

namespace StatusPage.Web.Shell;

/// <summary>Who is signed in, in which of their organisations, and what they can do about both.</summary>
public sealed partial class AccountMenu(IMemberships memberships, CurrentActor actor)
{
    private IReadOnlyList<MembershipView> _memberships = [];

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _memberships = await memberships.ListAsync((await actor.GetAsync(CancellationToken.None)).UserId, CancellationToken.None);
        }
        catch (AccessEndedException)
        {
            // The page itself leads away.
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            // The menu does without; signing out is there in any case.
        }
    }
}
