using StatusPage.Core.Secrets;

namespace StatusPage.Core.Monitors;

/// <summary>What an HTTP check sends and expects.</summary>
/// <param name="ExpectedStatus">Codes, ranges and classes, separated by commas: <c>2xx,301,400-404</c>.</param>
/// <param name="Contains">Text that the body must have, or null; compared ordinally within the first megabyte.</param>
/// <param name="NotContains">Text that the body must not have, or null.</param>
/// <param name="FollowRedirects">Up to five, each judged like the first address; else the redirect itself is the answer.</param>
/// <param name="Headers">Sent to the target's own origin only, not to wherever it redirects; null for none.</param>
/// <param name="Body">Like the headers; null for none.</param>
public sealed record HttpSettings(
    string Method = "GET",
    string ExpectedStatus = "2xx",
    string? Contains = null,
    string? NotContains = null,
    bool FollowRedirects = true,
    IReadOnlyList<HttpHeader>? Headers = null,
    Secret? Body = null)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <exception cref="RuleViolationException">A setting is not one that can be carried out.</exception>
    public HttpSettings Checked()
    {
        if (!Methods.Contains(Method))
        {
            throw new RuleViolationException($"The method is one of {string.Join(", ", Methods)}.");
        }

        StatusRanges.Parse(ExpectedStatus);
        return this with
        {
            Contains = Words.Optional(Contains, "The expected text", 1000),
            NotContains = Words.Optional(NotContains, "The text that must not appear", 1000),
        };
    }
}
