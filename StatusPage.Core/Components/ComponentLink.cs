namespace StatusPage.Core.Components;

/// <summary>The rule for the address to which a component's name leads on its page.</summary>
public static class ComponentLink
{
    public const int Longest = 500;

    /// <summary>The trimmed address, null for a blank one.</summary>
    /// <exception cref="RuleViolationException">It is no address that a visitor's browser should be sent to.</exception>
    public static string? Checked(string? address)
    {
        if (Words.Optional(address, "The link", Longest) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var link) || link.Scheme is not ("http" or "https") || link.Host.Length == 0)
        {
            throw new RuleViolationException("A link begins with https:// or http://, as in https://example.com/docs.");
        }

        // Whoever reads the page would read it, too.
        return link.UserInfo.Length == 0 ? text : throw new RuleViolationException("A link carries no user name and no password.");
    }
}
