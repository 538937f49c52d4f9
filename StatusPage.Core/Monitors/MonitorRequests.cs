using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

/// <summary>Makes what somebody typed about a request into what is kept: new secrets encrypted, those that stay taken over.</summary>
internal sealed class MonitorRequests(ISecrets secrets)
{
    /// <summary>
    /// To be called before a transaction begins: the first secret of all makes a key, which is saved on its own and would wait for the transaction.
    /// </summary>
    /// <exception cref="RuleViolationException">A part cannot be sent.</exception>
    public PreparedHttp Prepare(TypedHttp typed)
    {
        new RequestParts([.. typed.Headers.Select(header => (header.Name, header.Value.Text ?? ""))], typed.Body.Text).Checked();
        return new PreparedHttp(
            typed,
            [.. typed.Headers.Select(header => header.Value.IsKept ? null : secrets.Protect(RequestParts.Purpose, header.Value.Text ?? ""))],
            typed.Body.Text is { } body ? secrets.Protect(RequestParts.Purpose, body) : null);
    }

    /// <param name="target">Where it is sent from now on, in its normal form.</param>
    /// <param name="former">The monitor that has the secrets which stay; null where there is none.</param>
    /// <exception cref="RuleViolationException">A part is to stay that is not there, or that belongs to another server.</exception>
    public static HttpSettings Kept(PreparedHttp prepared, string target, StatusMonitor? former)
    {
        var typed = prepared.Typed;
        RequireSameServer(typed, target, former);
        var headers = typed.Headers.Zip(prepared.Headers, (header, made) => new HttpHeader(
            header.Name,
            made ?? former?.Http.Headers?.FirstOrDefault(one => IsSame(one.Name, header.Name))?.Value ?? throw Missing($"The header {header.Name}"))).ToList();
        var body = typed.Body.IsKept ? former?.Http.Body ?? throw Missing("The body") : prepared.Body;
        return new HttpSettings(
            typed.Method, typed.ExpectedStatus, typed.Contains, typed.NotContains, typed.FollowRedirects, headers.Count > 0 ? headers : null, body).Checked();
    }

    private static void RequireSameServer(TypedHttp typed, string target, StatusMonitor? former)
    {
        // Whoever cannot read a secret should not be able to have it sent to themselves.
        var keeps = typed.Body.IsKept || typed.Headers.Any(header => header.Value.IsKept);
        if (keeps && former is not null && Origin(former.Target) != Origin(target))
        {
            throw new RuleViolationException(
                "The address leads to another server now, which does not get the headers and the body of the one before. Type them again, or remove them.");
        }
    }

    private static string Origin(string target) => new Uri(target).GetLeftPart(UriPartial.Authority);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static RuleViolationException Missing(string what) => new($"{what} has no value yet; type one.");
}

/// <summary>What was typed, its new secrets encrypted.</summary>
/// <param name="Headers">In the order of the typed ones; null for one that stays.</param>
internal sealed record PreparedHttp(TypedHttp Typed, IReadOnlyList<Secret?> Headers, Secret? Body);
