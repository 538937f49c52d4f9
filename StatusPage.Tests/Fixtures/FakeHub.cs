using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Fixtures;

/// <summary>Keeps what was sent to groups.</summary>
internal sealed class FakeHub : IHubContext<StatusHub>, IHubClients
{
    public ConcurrentQueue<(string Group, string Method)> Sent { get; } = new();

    public IHubClients Clients => this;

    public IGroupManager Groups => throw new NotSupportedException();

    public IClientProxy All => throw new NotSupportedException();

    public IClientProxy Group(string groupName) => new Proxy(this, groupName);

    public IClientProxy AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    public IClientProxy Client(string connectionId) => throw new NotSupportedException();

    IClientProxy IHubClients<IClientProxy>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();

    public IClientProxy GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();

    IClientProxy IHubClients<IClientProxy>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();

    public IClientProxy User(string userId) => throw new NotSupportedException();

    public IClientProxy Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();

    private sealed class Proxy(FakeHub hub, string group) : IClientProxy
    {
        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            hub.Sent.Enqueue((group, method));
            return Task.CompletedTask;
        }
    }
}
