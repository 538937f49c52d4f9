using System.Globalization;

namespace StatusPage.Core.Monitors;

/// <summary>HTTP status codes that count as success: <c>2xx,301,400-404</c>.</summary>
public sealed class StatusRanges
{
    private readonly List<(int First, int Last)> _ranges = [];

    private StatusRanges()
    {
    }

    public bool Contain(int code) => _ranges.Exists(range => code >= range.First && code <= range.Last);

    /// <exception cref="RuleViolationException">The text names no code from 100 to 599.</exception>
    public static StatusRanges Parse(string text)
    {
        var ranges = new StatusRanges();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            ranges._ranges.Add(ParsePart(part));
        }

        return ranges._ranges.Count > 0 ? ranges : throw Refused(text);
    }

    private static (int First, int Last) ParsePart(string part)
    {
        if (part.Length == 3 && part.EndsWith("xx", StringComparison.OrdinalIgnoreCase) && part[0] is >= '1' and <= '5')
        {
            var hundred = (part[0] - '0') * 100;
            return (hundred, hundred + 99);
        }

        var ends = part.Split('-');
        var first = Code(ends[0], part);
        var last = ends.Length == 2 ? Code(ends[1], part) : first;
        return ends.Length <= 2 && first <= last ? (first, last) : throw Refused(part);
    }

    private static int Code(string text, string part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599 ? code : throw Refused(part);

    private static RuleViolationException Refused(string text) =>
        new($"\"{text}\" names no HTTP status; write codes, ranges or classes such as 200, 200-204 or 2xx.");
}
