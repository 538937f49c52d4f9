using System.Net;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core;

/// <summary>The networks of the proxies that the operator has put in front.</summary>
public static class KnownProxies
{
    private const string Key = "StatusPage:KnownProxies";

    /// <exception cref="ConfigurationException">One of them is no network.</exception>
    public static IReadOnlyList<IPNetwork> From(IConfiguration configuration)
    {
        const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var section = configuration.GetSection(Key);
        IEnumerable<string> written = section.Value is { } line ? line.Split([',', ';', ' '], Clean) : section.GetChildren().Select(child => child.Value ?? "");
        return [.. written.Select(Network)];
    }

    private static IPNetwork Network(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new ConfigurationException(Key, $"\"{text}\" is not a network such as 10.0.0.0/8.");
    }
}
