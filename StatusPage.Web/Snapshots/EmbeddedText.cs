using System.Text;

namespace StatusPage.Web.Snapshots;

/// <summary>Text files compiled into the assembly, freed of comments and indentation.</summary>
internal static class EmbeddedText
{
    /// <summary>Drops indentation, blank lines and whole-line comments. Safe as long as no string or template literal runs over a line's end.</summary>
    public static string Load(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream($"StatusPage.Web.Snapshots.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            var kept = line.AsSpan().Trim();
            if (!kept.IsEmpty && !kept.StartsWith("//", StringComparison.Ordinal) && !kept.StartsWith("/*", StringComparison.Ordinal))
            {
                // The parser of HTML turns CR LF into LF, which would break the hash that the CSP names.
                text.Append(kept).Append('\n');
            }
        }

        return text.ToString();
    }
}
