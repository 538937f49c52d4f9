using System.Net;
using System.Net.Sockets;

namespace StatusPage.Core.Egress;

/// <summary>Says whether an address may be connected to. Pure: it looks at the bits only and never resolves anything.</summary>
public static class AddressJudge
{
    private enum Kind
    {
        /// <summary>Private use: allowed where the policy allows private addresses.</summary>
        Private,

        /// <summary>Refused unless named: what listens there trusts whoever can reach it, or nothing sensible can.</summary>
        Special,
    }

    // The first match counts, so single addresses stand before the networks around them.
    private static readonly (IPNetwork Network, Kind Kind, string Name)[] Four =
    [
        Entry("169.254.169.254/32", Kind.Special, "a cloud metadata address"),
        Entry("100.100.100.200/32", Kind.Special, "a cloud metadata address"),
        Entry("168.63.129.16/32", Kind.Special, "a cloud metadata address"),
        Entry("0.0.0.0/8", Kind.Special, "an address of \"this network\""),
        Entry("10.0.0.0/8", Kind.Private, "a private address"),
        Entry("100.64.0.0/10", Kind.Private, "a carrier-grade NAT address"),
        Entry("127.0.0.0/8", Kind.Private, "a loopback address"),
        Entry("169.254.0.0/16", Kind.Special, "a link-local address"),
        Entry("172.16.0.0/12", Kind.Private, "a private address"),
        Entry("192.0.0.0/24", Kind.Special, "a reserved address"),
        Entry("192.0.2.0/24", Kind.Special, "an address for documentation"),
        Entry("192.88.99.0/24", Kind.Special, "a 6to4 relay address"),
        Entry("192.168.0.0/16", Kind.Private, "a private address"),
        Entry("198.18.0.0/15", Kind.Special, "an address for benchmarks"),
        Entry("198.51.100.0/24", Kind.Special, "an address for documentation"),
        Entry("203.0.113.0/24", Kind.Special, "an address for documentation"),
        Entry("224.0.0.0/4", Kind.Special, "a multicast address"),
        Entry("255.255.255.255/32", Kind.Special, "the broadcast address"),
        Entry("240.0.0.0/4", Kind.Special, "a reserved address"),
    ];

    private static readonly (IPNetwork Network, Kind Kind, string Name)[] Six =
    [
        Entry("fd00:ec2::254/128", Kind.Special, "a cloud metadata address"),
        Entry("fd20:ce::254/128", Kind.Special, "a cloud metadata address"),
        Entry("fd00:42::42/128", Kind.Special, "a cloud metadata address"),
        Entry("::/128", Kind.Special, "the unspecified address"),
        Entry("::1/128", Kind.Private, "a loopback address"),
        Entry("fc00::/7", Kind.Private, "a unique local address"),
        Entry("fe80::/10", Kind.Special, "a link-local address"),
        Entry("ff00::/8", Kind.Special, "a multicast address"),
        Entry("2001:db8::/32", Kind.Special, "an address for documentation"),
        Entry("3fff::/20", Kind.Special, "an address for documentation"),
        Entry("2001:2::/48", Kind.Special, "an address for benchmarks"),

        // Where the IPv4 address stands in these is the network owner's choice, so it cannot be read from outside.
        Entry("64:ff9b:1::/48", Kind.Special, "an address of a local translator"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Null when the address may be connected to, otherwise why not: <c>127.0.0.1 is a loopback address</c>.</summary>
    public static string? RefusalOf(IPAddress address, EgressPolicy policy)
    {
        if (address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            return $"{address} is not an internet address";
        }

        var bare = WithoutZone(address, out var hasZone);
        if (hasZone && !bare.IsIPv6LinkLocal)
        {
            return $"{address} names a network interface";
        }

        // First of all: IPNetwork takes such an address for IPv4 even against an IPv6 network, and then finds 1.1.1.1 in fc00::/7.
        if (bare.IsIPv4MappedToIPv6)
        {
            return RefusalOf(bare.MapToIPv4(), policy) is { } inside ? $"{bare}: {inside}" : null;
        }

        if (policy.AllowedNetworks.Any(network => network.Contains(bare)))
        {
            return null;
        }

        var embedded = EmbeddedAddresses.In(bare);
        return embedded.Count == 0
            ? RefusalOfPlain(bare, policy)
            : embedded.Select(four => RefusalOf(four, policy)).FirstOrDefault(refusal => refusal is not null) is { } first ? $"{bare}: {first}" : null;
    }

    private static string? RefusalOfPlain(IPAddress address, EgressPolicy policy)
    {
        var table = address.AddressFamily is AddressFamily.InterNetwork ? Four : Six;
        foreach (var (network, kind, name) in table)
        {
            if (network.Contains(address))
            {
                return kind is Kind.Private && policy.AllowPrivate ? null : $"{address} is {name}";
            }
        }

        return address.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(address) ? null : $"{address} is a reserved address";
    }

    private static IPAddress WithoutZone(IPAddress address, out bool hasZone)
    {
        hasZone = address.AddressFamily is AddressFamily.InterNetworkV6 && address.ScopeId != 0;
        return hasZone ? new IPAddress(address.GetAddressBytes()) : address;
    }

    private static (IPNetwork Network, Kind Kind, string Name) Entry(string network, Kind kind, string name) => (IPNetwork.Parse(network), kind, name);
}
