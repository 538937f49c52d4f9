using System.Collections.Concurrent;
using System.Security.Claims;
using StatusPage.Core.Accounts;

namespace StatusPage.Web.Account;

/// <summary>
/// Whether a browser's session still counts. A page has many requests, so an answer is believed for a moment, on this node; what ends here is
/// forgotten at once. Safe from any thread.
/// </summary>
internal sealed class SessionChecks(ISessions sessions, TimeProvider time)
{
    // A session that another node has ended goes on here for this long at most: less than the five seconds that are promised.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(3);
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<SessionTicket, long> _alive = new();

    public async Task<bool> IsAliveAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (SessionTicket.From(person) is not { } ticket)
        {
            return false;
        }

        if (_alive.TryGetValue(ticket, out var at) && time.GetElapsedTime(at) < Believed)
        {
            return true;
        }

        var asked = time.GetTimestamp();
        if (!await sessions.IsAliveAsync(ticket.Session, ticket.User, ticket.Stamp, cancellationToken))
        {
            _alive.TryRemove(ticket, out _);
            return false;
        }

        if (_alive.Count >= Many)
        {
            _alive.Clear();
        }

        _alive[ticket] = asked;
        return true;
    }

    public void Forget() => _alive.Clear();
}
