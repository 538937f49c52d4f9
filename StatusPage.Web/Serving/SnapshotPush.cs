using Microsoft.AspNetCore.SignalR;

namespace StatusPage.Web.Serving;

/// <summary>Tells the viewers of a page that there is a newer version. A hint: viewers also ask by themselves.</summary>
internal sealed class SnapshotPush(IHubContext<StatusHub> hub)
{
    public Task ChangedAsync(PageSnapshot snapshot, CancellationToken cancellationToken) =>
        hub.Clients.Group(StatusHub.GroupOf(snapshot.PageId)).SendAsync(StatusHub.Changed, StatusHub.Message(snapshot), cancellationToken);
}
