using System.Net;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core.Egress;

/// <summary>Where this node may connect to, besides the public internet.</summary>
/// <param name="AllowPrivate">Loopback, private, carrier-grade NAT and unique local addresses.</param>
/// <param name="AllowedNetworks">Named by the operator; the only way to what is otherwise always refused, such as link-local addresses.</param>
public sealed record EgressPolicy(bool AllowPrivate, IReadOnlyList<IPNetwork> AllowedNetworks)
{
    public const string PrivateKey = "StatusPage:AllowPrivateTargets";
    public const string NetworksKey = "StatusPage:AllowedPrivateNetworks";

    public static EgressPolicy PublicOnly { get; } = new(AllowPrivate: false, []);

    /// <exception cref="ConfigurationException">A value is not one of its kind.</exception>
    public static EgressPolicy From(IConfiguration configuration, bool allowPrivateByDefault)
    {
        var networks = configuration.GetSection(NetworksKey);
        var written = networks.Value is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : networks.GetChildren().Select(child => child.Value?.Trim() ?? "");
        return new EgressPolicy(ReadSwitch(configuration[PrivateKey], allowPrivateByDefault), [.. written.Select(ReadNetwork)]);
    }

    private static bool ReadSwitch(string? text, bool byDefault) => text switch
    {
        null or "" => byDefault,
        _ when bool.TryParse(text, out var value) => value,
        _ => throw new ConfigurationException(PrivateKey, $"\"{text}\" is neither true nor false."),
    };

    private static IPNetwork ReadNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new ConfigurationException(NetworksKey, $"\"{text}\" is not a network; write it like 10.1.0.0/16.");
    }
}
