using System.Net;

namespace StatusPage.Core.Egress;

internal interface INameResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address, or nobody could be asked.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

internal sealed class SystemNameResolver : INameResolver
{
    // The system's resolver cannot be interrupted once it runs; waiting for it can.
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken);
}
