using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>
/// Tells the viewers of a page that there is a newer version. A hint: viewers also ask by themselves. Each node tells its own viewers, whatever
/// happens between the nodes.
/// </summary>
internal sealed class SnapshotPush(IHubContext<StatusHub> hub)
{
    // Many more pages than change at the same moment; what is lost is found by the other nodes themselves.
    private const int Waiting = 256;

    private readonly Channel<PageSnapshot> _outgoing =
        Channel.CreateBounded<PageSnapshot>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>What this node has rendered for others to hear of, for one reader at a time.</summary>
    public ChannelReader<PageSnapshot> Outgoing => _outgoing.Reader;

    /// <summary>Tells those who are connected to this node.</summary>
    public Task ChangedAsync(PageSnapshot snapshot, CancellationToken cancellationToken) =>
        ChangedAsync(snapshot.PageId, snapshot.Version, snapshot.View.RenderedAt, cancellationToken);

    /// <summary>The same of a version that may not be here yet.</summary>
    public Task ChangedAsync(PublicPageId page, long version, DateTimeOffset at, CancellationToken cancellationToken) =>
        hub.Clients.Group(StatusHub.GroupOf(page)).SendAsync(StatusHub.Changed, StatusHub.Message(version, at), cancellationToken);

    /// <summary>There is nothing at the page's address any more: whoever looks for a newer version finds that out.</summary>
    public Task GoneAsync(PageSnapshot last, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangedAsync(last.PageId, last.Version + 1, at, cancellationToken);

    /// <summary>Has the other nodes told, some time. Never waits.</summary>
    public void TellOthers(PageSnapshot snapshot) => _outgoing.Writer.TryWrite(snapshot);
}
