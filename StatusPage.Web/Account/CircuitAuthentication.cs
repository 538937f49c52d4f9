using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Account;

/// <summary>A circuit lives long after its request: it asks now and then whether the sign-in still counts.</summary>
internal sealed class CircuitAuthentication(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<StaffUser>>();
            return await signIn.ValidateSecurityStampAsync(authenticationState.User) is not null;
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            // The same as for cookies: an outage throws nobody out.
            return true;
        }
    }
}
