using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Accounts;

namespace StatusPage.Web.Account;

/// <summary>What a browser's cookie says of its session.</summary>
/// <param name="Stamp">The account's security stamp when it began.</param>
internal sealed record SessionTicket(SessionId Session, UserId User, string? Stamp)
{
    private const string SessionClaim = "StatusPage.Session";

    public static Claim ClaimOf(SessionId session) => new(SessionClaim, session.Value.ToString());

    /// <summary>Null for a cookie that belongs to no session.</summary>
    public static SessionTicket? From(ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(SessionClaim), out var session) && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? new SessionTicket(new SessionId(session), new UserId(user), person.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType))
            : null;
}
