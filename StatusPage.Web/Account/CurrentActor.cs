using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using StatusPage.Core.Accounts;

namespace StatusPage.Web.Account;

/// <summary>Who acts in this circuit. Read from the membership at every call: access that was taken away ends with the next one.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, IActors actors, ShownOrganization shown)
{
    /// <summary>The browser's address for the audit.</summary>
    public string? Address { get; set; }

    /// <exception cref="AccessEndedException">Nobody is signed in, or somebody who is no member (any more), or who has gone to another organisation.</exception>
    public async Task<Actor> GetAsync(CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var actor = Guid.TryParse(state.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? await actors.FindAsync(new UserId(id), Address, cancellationToken)
            : null;
        if (actor is null)
        {
            throw new AccessEndedException();
        }

        shown.Id ??= actor.OrganizationId;
        return actor.OrganizationId == shown.Id ? actor : throw new AccessEndedException("/admin");
    }
}
