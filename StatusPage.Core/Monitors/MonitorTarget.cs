using System.Buffers;

namespace StatusPage.Core.Monitors;

/// <summary>The one place that reads an address that somebody typed; what it returns is what is dialled.</summary>
public static class MonitorTarget
{
    private const int LongestHost = 253;

    private static readonly SearchValues<char> NeverInScheme = SearchValues.Create("./?#[@");

    /// <summary>The address in its normal form. <c>example.com</c> becomes <c>https://example.com/</c>.</summary>
    /// <exception cref="RuleViolationException">It is not an http or https address, or it hides what it leads to.</exception>
    public static string Http(string? text)
    {
        var typed = Words.Required(text, "The address", 2000);
        if (typed.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\'))
        {
            throw new RuleViolationException("The address contains spaces, line breaks or backslashes.");
        }

        if (HasSchemeOnly(typed))
        {
            throw new RuleViolationException("Only http and https addresses can be watched.");
        }

        var full = typed.Contains("://", StringComparison.Ordinal) ? typed : $"https://{typed}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Host.Length == 0 || !HasDialledForm(address))
        {
            throw new RuleViolationException($"\"{typed}\" is not an address; write it like https://example.com/health.");
        }

        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new RuleViolationException("Only http and https addresses can be watched.");
        }

        // A name before the host is how an address is made to look like another one.
        return address.UserInfo.Length == 0
            ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : throw new RuleViolationException("The address contains a user name; remove what stands before the @.");
    }

    // A name that has no form in ASCII, or a longer one than DNS carries, cannot be looked up; every check would fail on this side.
    private static bool HasDialledForm(Uri address)
    {
        try
        {
            return address.IdnHost.TrimEnd('.').Length is > 0 and <= LongestHost;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    // "unix:/run/x" or "file:x" would otherwise become a host of that name; "example.com:8080" is a host with its port.
    private static bool HasSchemeOnly(string typed)
    {
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && typed.AsSpan(0, colon).IndexOfAny(NeverInScheme) < 0
            && !typed.AsSpan(colon).StartsWith("://", StringComparison.Ordinal)
            && (colon + 1 == typed.Length || !char.IsAsciiDigit(typed[colon + 1]));
    }
}
