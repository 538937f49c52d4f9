using System.Text;

namespace StatusPage.Core;

/// <summary>The rules for short texts that people type.</summary>
public static class Words
{
    /// <summary>The trimmed text, or a refusal that names <paramref name="what"/> when it is empty, too long or has control characters.</summary>
    /// <param name="severalLines">Whether line breaks and tabs are allowed.</param>
    public static string Required(string? text, string what, int longest, bool severalLines = false)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed.Length switch
        {
            0 => throw new RuleViolationException($"{what} is missing."),
            var length when length > longest => throw new RuleViolationException($"{what} has {length} characters; {longest} are allowed."),
            _ when HasHalfPairs(trimmed) => throw new RuleViolationException($"{what} contains characters that are none."),
            _ when trimmed.Any(character => char.IsControl(character) && !(severalLines && (character is '\n' or '\r' or '\t'))) =>
                throw new RuleViolationException($"{what} contains control characters."),
            _ => trimmed,
        };
    }

    /// <summary>Like <see cref="Required"/>, but null or blank becomes null.</summary>
    public static string? Optional(string? text, string what, int longest) =>
        string.IsNullOrWhiteSpace(text) ? null : Required(text, what, longest);

    // PostgreSQL stores no such text, and no browser sends it.
    private static bool HasHalfPairs(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
