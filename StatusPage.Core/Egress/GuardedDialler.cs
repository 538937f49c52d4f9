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

    /// <summary>Calls the judged addresses, both families in turn, each a little after the one before, until one takes the call.</summary>
    /// <exception cref="EgressRefusedException">One of the host's addresses is forbidden.</exception>
    /// <exception cref="DialFailedException">None took the call.</exception>
    public Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        ConnectAsync(host, port, clock: null, cancellationToken);

    /// <param name="clock">Is told of the steps; null where nobody asks how long they take.</param>
    /// <inheritdoc cref="ConnectAsync(string, int, CancellationToken)"/>
    public async Task<Stream> ConnectAsync(string host, int port, PhaseClock? clock, CancellationToken cancellationToken)
    {
        clock?.BeginLookUp();
        var addresses = await ResolveAsync(host, cancellationToken);
        clock?.BeginConnect();
        var race = new DialRace(_dialler, _time, host, [.. InTurn(addresses).Take(MostTried).Select(address => new IPEndPoint(address, port))]);
        return await race.RunAsync(cancellationToken);
    }

    // The resolver's favourite first; but a crowd of one family must not hide that the other one works.
    private static IEnumerable<IPAddress> InTurn(IReadOnlyList<IPAddress> addresses) => addresses
        .GroupBy(address => address.AddressFamily)
        .SelectMany(family => family.Select((address, round) => (Address: address, Round: round)))
        .OrderBy(one => one.Round)
        .Select(one => one.Address);

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
