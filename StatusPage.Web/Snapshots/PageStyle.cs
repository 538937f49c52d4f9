using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace StatusPage.Web.Snapshots;

/// <summary>The style sheet that stands inside every page, and the hash by which the CSP lets it through.</summary>
public static partial class PageStyle
{
    public static string Css { get; } = Squeeze(EmbeddedText.Load("status.css"));

    /// <summary>A CSP source without quotes: <c>sha256-…</c>.</summary>
    public static string CspHash { get; } =
        string.Create(CultureInfo.InvariantCulture, $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}");

    /// <summary>The light theme's value of a custom property, for what cannot read a style sheet: the tab's icon, badges, mails.</summary>
    public static string Colour(string property)
    {
        var found = Regex.Match(Css, $@"--{Regex.Escape(property)}:(?<value>#[0-9a-f]{{3,6}})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return found.Success ? found.Groups["value"].Value : throw new ArgumentException($"The style sheet has no --{property}.", nameof(property));
    }

    // A blank before a colon may separate selectors (".md :is()"), so only the blank after one goes; in calc() and selectors blanks stay.
    private static string Squeeze(string css)
    {
        css = BlankAround().Replace(css, "${mark}");
        return BlankAfterColon().Replace(css, ":").Replace(";}", "}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s*(?<mark>[{};,])\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlankAround();

    [GeneratedRegex(@":\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlankAfterColon();
}
