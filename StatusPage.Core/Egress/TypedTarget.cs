using System.Net;

namespace StatusPage.Core.Egress;

/// <summary>
/// Says about an address while it is typed what can be said without looking it up. Private networks pass: a worker may be allowed more of its own
/// than the node that is typed at. Whatever passes is judged again by each node that connects.
/// </summary>
public static class TypedTarget
{
    /// <param name="target">A complete http or https address.</param>
    /// <returns>The same.</returns>
    /// <exception cref="RuleViolationException">It names an IP address that no node connects to unless its operator has named it.</exception>
    public static string Checked(string target, EgressPolicy policy) =>
        IPAddress.TryParse(new Uri(target).IdnHost, out var address)
        && AddressJudge.RefusalOf(address, policy with { AllowPrivate = true }) is { } refusal
            ? throw new RuleViolationException($"This cannot be watched: {refusal}.")
            : target;

    /// <summary>Judges what is to be watched from a location by all that the location allows, as far as that can be said without looking a name up.</summary>
    /// <returns>The same.</returns>
    /// <exception cref="RuleViolationException">From there nothing would be connected to it.</exception>
    public static string CheckedFor(string target, string location, EgressPolicy policy)
    {
        var host = new Uri(target).IdnHost.TrimEnd('.');
        var refusal = AddressOf(host) is { } address ? AddressJudge.RefusalOf(address, policy) : null;
        return refusal is null
            ? target
            : throw new RuleViolationException(
                $"This cannot be watched from the location {location}: {refusal}. Choose another location, or have its operator allow the address.");
    }

    // By its own standard, that name is this machine wherever it is looked up.
    private static IPAddress? AddressOf(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.Loopback
            : IPAddress.TryParse(host, out var address) ? address : null;
}
