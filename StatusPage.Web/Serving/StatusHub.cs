using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>What viewers of public pages listen to. It takes a page's slug and sends versions, nothing else.</summary>
[AllowAnonymous]
internal sealed class StatusHub(SnapshotShelf shelf, OpenViewers viewers) : Hub
{
    public const string Changed = "changed";
    public const string Moving = "moving";

    private const string Watched = "page";

    public static string GroupOf(PublicPageId page) => $"page:{page}";

    public static object Message(PageSnapshot snapshot) => Message(snapshot.Version, snapshot.View.RenderedAt);

    public static object Message(long version, DateTimeOffset at) => new { version, at };

    public override Task OnConnectedAsync()
    {
        if (!viewers.TryAdd(Context.ConnectionId))
        {
            Context.Abort();
        }

        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        viewers.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Hears of the page's changes from now on; the newest version is sent at once, so that none falls between. One page a connection.</summary>
    /// <param name="slug">Of the page, now or before: who has had it open for long knows no other.</param>
    public async Task Watch(string? slug)
    {
        var snapshot = shelf.Serve(slug ?? "") ?? shelf.ServeMoved(slug ?? "") ?? throw new HubException("There is no such page.");
        if (Context.Items.TryGetValue(Watched, out var before) && before is string group)
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, group, Context.ConnectionAborted);
        }

        var joined = GroupOf(snapshot.PageId);
        Context.Items[Watched] = joined;
        await Groups.AddToGroupAsync(Context.ConnectionId, joined, Context.ConnectionAborted);

        // Read again: what was shelved while joining has been pushed to the others already.
        await Clients.Caller.SendAsync(Changed, Message(shelf.Find(snapshot.PageId) ?? snapshot), Context.ConnectionAborted);
    }
}
