using System.Text.Encodings.Web;
using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;

namespace StatusPage.Core.Incidents;

/// <summary>
/// The words of an incident as safe HTML, the same for the page and for mails. Two fences: Markdig writes no raw HTML, and a strict sanitiser takes what Markdig lets through, such as
/// <c>[x](javascript:…)</c> and remote images, which would tell a third party who reads the page.
/// </summary>
public static class SafeMarkdown
{
    private const int HighestHeading = 3;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    // Its settings are never changed after this, which is what makes it safe to share between threads.
    private static readonly HtmlSanitizer Sanitizer = BuildSanitizer();

    public static string ToHtml(string markdown) => Sanitizer.Sanitize(Html(markdown)).Trim();

    private static string Html(string markdown)
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>())
            {
                // The two above are the page's own.
                heading.Level = Math.Max(heading.Level, HighestHeading);
            }

            return document.ToHtml(Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig follows, as a pasted line of a thousand ">" is. One such update must not keep the page from being rendered.
            return $"<p>{HtmlEncoder.Default.Encode(markdown).Replace("&#xA;", "<br>\n", StringComparison.Ordinal)}</p>";
        }
    }

    private static HtmlSanitizer BuildSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5", "h6",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "start" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
        })
        {
            // A forbidden tag loses itself, not its words.
            KeepChildNodes = true,
            AllowDataAttributes = false,
        };
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IElement { LocalName: "a" } link)
            {
                Guard(link);
            }
        };
        return sanitizer;
    }

    private static void Guard(IElement link)
    {
        // A relative address would mean something else below every root and in every mail.
        if (!Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var target)
            || target.Scheme is not ("http" or "https" or "mailto"))
        {
            link.RemoveAttribute("href");
            return;
        }

        link.SetAttribute("rel", "nofollow noopener noreferrer");
    }
}
