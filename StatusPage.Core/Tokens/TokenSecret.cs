using StatusPage.Core.Accounts;

namespace StatusPage.Core.Tokens;

/// <summary>The rules for what is sent as a token.</summary>
public static class TokenSecret
{
    /// <summary>Of one that an operator chose; those that are made here are longer.</summary>
    public const int Shortest = 32;

    public const int Longest = 256;

    public static string Checked(string? secret) => secret switch
    {
        null or { Length: < Shortest } => throw new RuleViolationException($"The token needs at least {Shortest} characters."),
        { Length: > Longest } => throw new RuleViolationException($"The token has more than {Longest} characters."),
        _ when secret.Any(character => character is <= ' ' or >= '\x7f') => throw new RuleViolationException("The token has characters that cannot be sent in a header."),
        _ => secret,
    };

    internal static string New() => ApiToken.Prefix + LinkToken.New();
}
