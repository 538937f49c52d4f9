using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StatusPage.Web.Draining;

namespace StatusPage.Web.Serving;

/// <summary>The viewers of public pages that are connected to this node, and only to this one: a backplane would reach those of the others too.</summary>
internal sealed class OpenViewers(IHubContext<StatusHub> hub) : IMovable
{
    private readonly ConcurrentDictionary<string, byte> _open = new(StringComparer.Ordinal);
    private volatile bool _asked;

    public int Awaited => _asked ? _open.Count : 0;

    /// <returns>False when all are on their way out: whoever comes at this moment would not be told.</returns>
    public bool TryAdd(string connection)
    {
        _open[connection] = 0;
        return !_asked;
    }

    public void Remove(string connection) => _open.TryRemove(connection, out _);

    /// <summary>Without a spread there is no other node to go to: they are cut with the process and come back in their own time.</summary>
    public Task AskToMoveAsync(TimeSpan spread)
    {
        _asked = spread > TimeSpan.Zero;
        var message = new { spread = (int)spread.TotalMilliseconds };
        return _asked
            ? Task.WhenAll(_open.Keys.Select(connection => hub.Clients.Client(connection).SendAsync(StatusHub.Moving, message)))
            : Task.CompletedTask;
    }
}
