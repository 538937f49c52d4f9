using System.Net;
using System.Net.Sockets;

namespace StatusPage.Core.Egress;

/// <summary>
/// The one way out to an address that somebody typed. It resolves the name itself, judges every address it gets, and hands the judged
/// addresses, not the name, to the connection, so that a second look-up cannot lead elsewhere.
/// </summary>
public sealed class GuardedDialler
{
    // A name may have a crowd of addresses; a handful is enough to get past dead ones within one deadline.
    private const int MostTried = 6;

    private static readonly TimeSpan LongestTryOfMany = TimeSpan.FromSeconds(3);

    private readonly EgressPolicy _policy;
    private readonly INameResolver _resolver;
    private readonly IDialler _dialler;
    private readonly TimeProvider _time;

    internal GuardedDialler(EgressPolicy policy, INameResolver resolver, IDialler dialler, TimeProvider time)
    {
        _policy = policy;
        _resolver = resolver;
        _dialler = dialler;
        _time = time;
    }

    /// <summary>The addresses of a host, all of them judged; also for saying no when an address is saved.</summary>
    /// <exception cref="EgressRefusedException">One of them is forbidden; then none is used.</exception>
    /// <exception cref="DialFailedException">There is none.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await LookUpAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            if (AddressJudge.RefusalOf(address, _policy) is { } reason)
            {
                throw new EgressRefusedException(host, reason);
            }
        }

        return [.. addresses.Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)];
    }

    /// <summary>Tries the judged addresses in the resolver's order until one takes the call.</summary>
    /// <exception cref="EgressRefusedException">One of the host's addresses is forbidden.</exception>
    /// <exception cref="DialFailedException">None took the call.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken);
        var tried = Math.Min(addresses.Count, MostTried);
        for (var index = 0; ; index++)
        {
            var isLast = index == tried - 1;
            var endPoint = new IPEndPoint(addresses[index], port);
            try
            {
                return await TryAsync(endPoint, isLast, cancellationToken);
            }
            catch (SocketException failure) when (isLast)
            {
                throw new DialFailedException(host, endPoint, failure);
            }
            catch (SocketException)
            {
                // The next address gets its chance.
            }
            catch (OperationCanceledException) when (!isLast && !cancellationToken.IsCancellationRequested)
            {
                // This one does not answer; it must not use up the time of the others.
            }
        }
    }

    private async Task<Stream> TryAsync(IPEndPoint endPoint, bool isLast, CancellationToken cancellationToken)
    {
        if (isLast)
        {
            return await _dialler.ConnectAsync(endPoint, cancellationToken);
        }

        using var limit = new CancellationTokenSource(LongestTryOfMany, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        return await _dialler.ConnectAsync(endPoint, either.Token);
    }

    private async Task<IReadOnlyList<IPAddress>> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _resolver.ResolveAsync(host, cancellationToken);
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException failure)
        {
            throw new DialFailedException(host, endPoint: null, failure);
        }
    }
}
