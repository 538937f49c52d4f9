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
}
