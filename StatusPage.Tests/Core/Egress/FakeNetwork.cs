using System.Net;
using System.Net.Sockets;
using StatusPage.Core.Egress;

namespace StatusPage.Tests.Core.Egress;

/// <summary>Answers look-ups from a script, one answer a look-up, and writes down what was dialled.</summary>
internal sealed class FakeNetwork : INameResolver, IDialler
{
    private readonly Queue<IPAddress[]> _answers = new();

    public List<IPEndPoint> Dialled { get; } = [];

    public HashSet<string> Dead { get; } = [];

    public GuardedDialler Dialler(EgressPolicy policy) => new(policy, this, this, TimeProvider.System);

    public FakeNetwork Answering(params string[] addresses)
    {
        _answers.Enqueue([.. addresses.Select(IPAddress.Parse)]);
        return this;
    }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => _answers.TryDequeue(out var answer)
        ? Task.FromResult(answer)
        : throw new SocketException((int)SocketError.HostNotFound);

    public Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        Dialled.Add(endPoint);
        return Dead.Contains(endPoint.Address.ToString())
            ? throw new SocketException((int)SocketError.ConnectionRefused)
            : Task.FromResult<Stream>(new MemoryStream());
    }
}
