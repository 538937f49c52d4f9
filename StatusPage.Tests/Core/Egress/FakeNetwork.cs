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

    /// <summary>For which this machine has no way out.</summary>
    public HashSet<string> Unroutable { get; } = [];

    /// <summary>What takes no call and refuses none, until a test answers for it.</summary>
    public Dictionary<string, TaskCompletionSource<Stream>> Silent { get; } = [];

    public GuardedDialler Dialler(EgressPolicy policy, TimeProvider? time = null) => new(policy, this, this, time ?? TimeProvider.System);

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
        var address = endPoint.Address.ToString();
        if (Silent.TryGetValue(address, out var answer))
        {
            return answer.Task.WaitAsync(cancellationToken);
        }

        return Dead.Contains(address) ? throw new SocketException((int)SocketError.ConnectionRefused)
            : Unroutable.Contains(address) ? throw new SocketException((int)SocketError.NetworkUnreachable)
            : Task.FromResult<Stream>(new MemoryStream());
    }
}
