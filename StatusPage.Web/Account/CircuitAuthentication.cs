using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Account;

/// <summary>
/// A circuit lives long after its request: it asks every few seconds whether the session still counts, and whether whoever has it is still a
/// member of the organisation that is shown. Where one of them is over, the page leaves by way of the log-in, which sends on who may be sent on.
/// </summary>
internal sealed class CircuitAuthentication(ILoggerFactory loggers, ISessions sessions, IActors actors, ShownOrganization shown)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    // With the time that asking and leaving take, less than the five seconds that are promised.
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(3);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return SessionTicket.From(authenticationState.User) is { } ticket
                && await sessions.IsAliveAsync(ticket.Session, ticket.User, ticket.Stamp, cancellationToken)
                && (shown.Id is not { } organization || await actors.FindAsync(ticket.User, address: null, cancellationToken) is { } actor && actor.OrganizationId == organization);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            // The same as for cookies: an outage throws nobody out.
            return true;
        }
    }
}
