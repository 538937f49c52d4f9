using System.Net;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core;

/// <summary>
/// Who may read the metrics: this machine and the operator's own networks, each by the address of the connection itself. What a proxy passes
/// on comes from such an address too, so it is refused by the headers that proxies add.
/// </summary>
public sealed class MetricsReaders
{
    private static readonly string[] Passed = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"];

    private readonly IReadOnlyList<IPNetwork> _networks;

    private MetricsReaders(IReadOnlyList<IPNetwork> networks)
    {
        _networks = networks;
    }

    public static MetricsReaders From(IConfiguration configuration) => new(KnownProxies.From(configuration));

    /// <param name="address">Of the connection, before any header was believed.</param>
    /// <param name="headers">The names of the request's headers.</param>
    public bool May(IPAddress? address, IEnumerable<string> headers)
    {
        if (address is null || headers.Intersect(Passed, StringComparer.OrdinalIgnoreCase).Any())
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || _networks.Any(network => network.Contains(plain));
    }
}
