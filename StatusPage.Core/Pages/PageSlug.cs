using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StatusPage.Core.Pages;

/// <summary>The name of a page in its address: 1 to 63 characters of a-z, 0-9 and single hyphens between them.</summary>
public static partial class PageSlug
{
    private const int Longest = 63;

    public static string Checked(string? slug) => slug is { Length: <= Longest } && Pattern().IsMatch(slug)
        ? slug
        : throw new RuleViolationException("A page's address has 1 to 63 lower-case letters, digits and single hyphens between them.");

    /// <summary>A slug made of a name: <c>Süd &amp; West</c> becomes <c>sud-west</c>; <c>status</c> when nothing is left.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();

        // Half a surrogate pair and U+FFFE cannot be normalised; as a rune the half becomes a replacement character.
        var whole = string.Concat(name.EnumerateRunes()).Replace('\uFFFE', ' ');
        foreach (var character in whole.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "status" : trimmed[..Math.Min(trimmed.Length, Longest)].TrimEnd('-');
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
