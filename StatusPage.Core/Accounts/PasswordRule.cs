namespace StatusPage.Core.Accounts;

/// <summary>Length is what makes a password hard to guess (NIST SP 800-63B); there are no rules about kinds of characters.</summary>
public static class PasswordRule
{
    public const int Shortest = 10;

    // Hashing costs time for every byte that a stranger sends.
    public const int Longest = 256;

    public static string Checked(string? password) => password?.Length switch
    {
        null or < Shortest => throw new RuleViolationException($"The password needs at least {Shortest} characters."),
        > Longest => throw new RuleViolationException($"The password has more than {Longest} characters."),
        _ => password,
    };
}
