using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StatusPage.Core;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>
/// SignalR's backplane between the Web nodes, for this hub alone. What one has rendered the others hear of at once, take over and tell their own
/// viewers.
/// </summary>
internal sealed partial class StatusBackplane(
    SnapshotPush push,
    PageUpkeep upkeep,
    NodeOptions node,
    IHubProtocolResolver protocols,
    IOptions<HubOptions> options,
    IOptions<HubOptions<StatusHub>> ownOptions,
    ILogger<StatusBackplane> logger) : IRedisUser
{
    private const string Group = "nodes";
    private const string Rendered = "rendered";

    private Task _sending = Task.CompletedTask;

    public async Task AttachAsync(IConnectionMultiplexer connection, CancellationToken gone)
    {
        var protocol = protocols.GetProtocol("json", supportedProtocols: null) ?? throw new InvalidOperationException("The hub's protocol is missing.");
        var backplane = new RedisHubLifetimeManager<StatusHub>(
            NullLogger<RedisHubLifetimeManager<StatusHub>>.Instance,
            Options.Create(new RedisOptions { ConnectionFactory = _ => Task.FromResult(connection) }),
            protocols,
            options,
            ownOptions);
        gone.Register(() => Discard(backplane));
        var ear = new BackplaneEar(node.Name, protocol, rendered => HearAsync(rendered, gone));
        await backplane.OnConnectedAsync(ear);
        await backplane.AddToGroupAsync(ear.ConnectionId, Group, gone);

        // It ended with the connection before; two would read from one queue.
        await _sending;
        _sending = SendAsync(backplane, gone);
    }

    private async Task SendAsync(RedisHubLifetimeManager<StatusHub> backplane, CancellationToken gone)
    {
        try
        {
            await foreach (var snapshot in push.Outgoing.ReadAllAsync(gone))
            {
                await SendAsync(backplane, snapshot, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The next connection goes on.
        }
    }

    private async Task SendAsync(RedisHubLifetimeManager<StatusHub> backplane, PageSnapshot snapshot, CancellationToken gone)
    {
        try
        {
            var said = new RenderedElsewhere(snapshot.PageId.Value, snapshot.Version, snapshot.View.RenderedAt);
            await backplane.SendGroupExceptAsync(Group, Rendered, [said], [node.Name], gone);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The others find it by themselves; the link says aloud when it is more than a moment's trouble.
            Log.NotSent(logger, failure.Message);
        }
    }

    private async Task HearAsync(RenderedElsewhere rendered, CancellationToken gone)
    {
        try
        {
            await upkeep.TakeAsync(new PublicPageId(rendered.Page), rendered.Version, rendered.At, gone);
        }
        catch (Exception failure) when (!gone.IsCancellationRequested)
        {
            Log.NotTaken(logger, failure);
        }
    }

    // It closes the connection too, which is being given up anyway; of a server that has frozen it would wait for an answer.
    private static void Discard(RedisHubLifetimeManager<StatusHub> backplane) => _ = Task.Run(() =>
    {
        try
        {
            backplane.Dispose();
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // There was nobody left to take leave of.
        }
    });

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Other nodes were not told of a page: {Problem}")]
        public static partial void NotSent(ILogger logger, string problem);

        [LoggerMessage(LogLevel.Error, "What another node has rendered could not be taken over")]
        public static partial void NotTaken(ILogger logger, Exception failure);
    }
}
