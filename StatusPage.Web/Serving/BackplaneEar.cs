using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace StatusPage.Web.Serving;

/// <summary>
/// What the backplane takes for a viewer: the only connection of this node that it knows. So a viewer costs Redis nothing, and none who connects,
/// watches or leaves waits for it.
/// </summary>
internal sealed class BackplaneEar(string node, IHubProtocol protocol, Func<RenderedElsewhere, Task> hear)
    : HubConnectionContext(new DefaultConnectionContext(node), new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromDays(1) }, NullLoggerFactory.Instance)
{
    public override async ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
    {
        var content = new ReadOnlySequence<byte>(message.GetSerializedMessage(protocol));
        if (protocol.TryParseMessage(ref content, Binder.Instance, out var parsed)
            && parsed is InvocationMessage { Arguments: [RenderedElsewhere rendered, ..] })
        {
            await hear(rendered);
        }
    }

    private sealed class Binder : IInvocationBinder
    {
        public static Binder Instance { get; } = new();

        public Type GetReturnType(string invocationId) => typeof(object);

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [typeof(RenderedElsewhere)];

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}

/// <summary>What one node tells the others of a page.</summary>
internal sealed record RenderedElsewhere(Guid Page, long Version, DateTimeOffset At);
