using System.Globalization;

namespace StatusPage.Core.Probing;

/// <summary>What a probe saw. A target's failure is such a value, never an exception.</summary>
/// <param name="Latency">From the start of the probe to its end, also when it failed.</param>
/// <param name="Detail">For staff: what was expected and what came, at most 500 characters; null after a success.</param>
public sealed record ProbeResult(CheckOutcome Outcome, TimeSpan Latency, ProbeReason Reason = ProbeReason.None, string? Detail = null)
{
    /// <summary>Null where the probe does not tell.</summary>
    public ProbePhases? Phases { get; init; }

    /// <summary>Whether the target said anything, so that the latency is its own.</summary>
    public bool HasAnswer => Reason is ProbeReason.None or ProbeReason.UnexpectedStatus or ProbeReason.UnexpectedContent or ProbeReason.TooManyRedirects;

    public static ProbeResult Succeeded(TimeSpan latency) => new(CheckOutcome.Success, latency);

    public static ProbeResult Failed(TimeSpan latency, ProbeReason reason, string detail) => new(CheckOutcome.Failure, latency, reason, Short(detail));

    public static ProbeResult NotRun(TimeSpan latency, ProbeReason reason, string detail) => new(CheckOutcome.NotRun, latency, reason, Short(detail));

    // Part of it may be what a target sent. PostgreSQL takes no text with a NUL or half a surrogate pair, and a result that cannot be saved
    // would keep a monitor from ever going down.
    private static string Short(string detail)
    {
        var cut = detail.Length <= 500 ? detail : detail[..(char.IsHighSurrogate(detail[499]) ? 499 : 500)];
        return string.Create(cut.Length, cut, static (plain, text) =>
        {
            for (var index = 0; index < plain.Length; index++)
            {
                plain[index] = IsInvisible(text[index]) ? ' ' : text[index];
            }
        });
    }

    // Some of these turn the words after them around, so that a reason would read as something else.
    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
