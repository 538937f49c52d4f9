using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace StatusPage.Core;

/// <summary>
/// The addresses that a program is told to listen on. The server takes what it does not understand for a part of a host's name, listens on every
/// address of the machine then, and says nothing.
/// </summary>
public static class ListeningAddress
{
    public const string UrlsKey = "urls";

    private const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Settings with ports alone, in the server's own order.</summary>
    public static IReadOnlyList<string> PortKeys { get; } = ["http_ports", "https_ports"];

    /// <summary>Whether the operator says where to listen.</summary>
    public static bool IsSaidIn(IConfiguration configuration) =>
        PortKeys.Append(UrlsKey).Any(key => !string.IsNullOrWhiteSpace(configuration[key]));

    /// <summary>The ports of one of <see cref="PortKeys"/>.</summary>
    public static IReadOnlyList<string> Ports(string? text) => (text ?? "").Split(';', Clean);

    /// <exception cref="ConfigurationException">One of them is none.</exception>
    public static void Check(IConfiguration configuration)
    {
        CheckUrls(UrlsKey, configuration[UrlsKey]);
        foreach (var key in PortKeys)
        {
            foreach (var port in Ports(configuration[key]).Where(port => !IsPort(port)))
            {
                throw new ConfigurationException(key, $"\"{port}\" is not a port.");
            }
        }
    }

    /// <exception cref="ConfigurationException">One of them is none.</exception>
    public static void CheckUrls(string key, string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', Clean).Where(url => !IsAddress(url)))
        {
            throw new ConfigurationException(key, $"\"{url}\" is not an address to listen on; write it like http://127.0.0.1:8080, with a port up to {IPEndPoint.MaxPort}.");
        }
    }

    private static bool IsAddress(string url)
    {
        var parts = url.Split("://", 2);
        if (parts.Length < 2 || parts[0].ToUpperInvariant() is not ("HTTP" or "HTTPS"))
        {
            return false;
        }

        // A socket in a file has no port.
        return parts[1].StartsWith("unix:/", StringComparison.Ordinal) || IsHostAndPort(parts[1].EndsWith('/') ? parts[1][..^1] : parts[1]);
    }

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon > text.LastIndexOf(']') ? (text[..colon], text[(colon + 1)..]) : (text, "80");
        return IsPort(port) && (host is "*" or "+" || Uri.CheckHostName(host.TrimStart('[').TrimEnd(']')) switch
        {
            UriHostNameType.IPv6 => host.StartsWith('['),
            UriHostNameType.IPv4 or UriHostNameType.Dns => !host.Contains('[', StringComparison.Ordinal),
            _ => false,
        });
    }

    private static bool IsPort(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
