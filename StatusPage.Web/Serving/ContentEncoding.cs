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
        var gzip = false;
        foreach (var line in acceptEncoding)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var coding = line.AsSpan()[part].Trim();
                var name = coding.IndexOf(';') is >= 0 and var end ? coding[..end].TrimEnd() : coding;
                if (name.Equals("br", StringComparison.OrdinalIgnoreCase) && IsWanted(coding))
                {
                    return ContentEncoding.Brotli;
                }

                gzip |= name.Equals("gzip", StringComparison.OrdinalIgnoreCase) && IsWanted(coding);
            }
        }

        return gzip ? ContentEncoding.Gzip : ContentEncoding.Identity;
    }

    private static bool IsWanted(ReadOnlySpan<char> coding)
    {
        var weight = coding.IndexOf("q=", StringComparison.OrdinalIgnoreCase);
        return weight < 0 || coding[(weight + 2)..].ContainsAnyInRange('1', '9');
    }
}
