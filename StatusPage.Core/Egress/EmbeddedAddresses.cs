using System.Net;
using System.Net.Sockets;

namespace StatusPage.Core.Egress;

/// <summary>Finds the IPv4 addresses at which a packet to an IPv6 address would really arrive; mapped ones (::ffff:1.2.3.4) are not its business.</summary>
internal static class EmbeddedAddresses
{
    private static readonly IPNetwork Translated = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>Empty when the address is IPv4 or has none inside.</summary>
    public static IReadOnlyList<IPAddress> In(IPAddress address)
    {
        // :: and ::1 lie in the compatible range but are addresses of their own.
        if (address.AddressFamily is AddressFamily.InterNetwork || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.IPv6Loopback))
        {
            return [];
        }

        var bytes = address.GetAddressBytes();
        if (Translated.Contains(address) || Compatible.Contains(address) || Nat64.Contains(address))
        {
            return [new IPAddress(bytes.AsSpan(12, 4))];
        }

        if (SixToFour.Contains(address))
        {
            return [new IPAddress(bytes.AsSpan(2, 4))];
        }

        // Teredo has its server in the clear and the client with every bit turned over: 2001:0:<server>:<flags>:<port>:<client>.
        return Teredo.Contains(address)
            ? [new IPAddress(bytes.AsSpan(4, 4)), new IPAddress([.. bytes[12..].Select(part => (byte)~part)])]
            : [];
    }
}
