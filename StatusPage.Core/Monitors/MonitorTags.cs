namespace StatusPage.Core.Monitors;

/// <summary>The rules for the words by which people find monitors.</summary>
public static class MonitorTags
{
    private const int Most = 20;
    private const int Longest = 40;

    /// <summary>Trimmed, each once whatever its case, sorted.</summary>
    /// <exception cref="RuleViolationException">There are too many, or one cannot be used.</exception>
    public static IReadOnlyList<string> Checked(IEnumerable<string> tags)
    {
        var words = tags.Select(Checked).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return words.Count <= Most ? words : throw new RuleViolationException($"A monitor has {Most} tags at the most.");
    }

    /// <summary>What is typed into one field, with commas between the tags.</summary>
    public static IEnumerable<string> Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Checked(string tag) => Words.Required(tag, "The tag", Longest) is var word && !word.Contains(',', StringComparison.Ordinal)
        ? word
        : throw new RuleViolationException("A tag has no comma in it.");
}
