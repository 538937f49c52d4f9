using Microsoft.Extensions.Primitives;

namespace StatusPage.Web.Serving;

internal enum ContentEncoding
{
    Identity,
    Gzip,
    Brotli,
}

internal static class ContentEncodings
{
    /// <summary>The smallest form that the client takes (RFC 9110, 12.5.3): a coding counts unless its weight is zero.</summary>
    public static ContentEncoding Best(StringValues acceptEncoding)
    {
        bool? brotli = null;
        bool? gzip = null;
        bool? identity = null;
        bool? rest = null;
        foreach (var line in acceptEncoding)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var coding = line.AsSpan()[part].Trim();
                var name = coding.IndexOf(';') is >= 0 and var end ? coding[..end].TrimEnd() : coding;
                Hear(ref brotli, "br", name, coding);
                Hear(ref gzip, "gzip", name, coding);
                Hear(ref identity, "identity", name, coding);
                Hear(ref rest, "*", name, coding);
            }
        }

        return (brotli, gzip, identity ?? rest ?? true) switch
        {
            (true, _, _) => ContentEncoding.Brotli,
            (_, true, _) => ContentEncoding.Gzip,
            (_, _, true) => ContentEncoding.Identity,

            // The plain form is refused by name: what was not named is the better guess, unless all of it is refused too.
            (_, null, _) when rest is not false => ContentEncoding.Gzip,
            (null, _, _) when rest is not false => ContentEncoding.Brotli,
            _ => ContentEncoding.Identity,
        };
    }

    private static void Hear(ref bool? wanted, string known, ReadOnlySpan<char> name, ReadOnlySpan<char> coding)
    {
        if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
        {
            wanted = IsWanted(coding);
        }
    }

    private static bool IsWanted(ReadOnlySpan<char> coding)
    {
        var weight = coding.IndexOf("q=", StringComparison.OrdinalIgnoreCase);
        return weight < 0 || coding[(weight + 2)..].ContainsAnyInRange('1', '9');
    }
}
