using System.Buffers;
using System.Text;

namespace StatusPage.Core.Monitors;

/// <summary>What somebody wants an HTTP check to send, as it was typed.</summary>
/// <param name="Body">Null for none; sent as UTF-8.</param>
public sealed record RequestParts(IReadOnlyList<(string Name, string Value)> Headers, string? Body = null)
{
    /// <summary>For which the secrets among them are encrypted.</summary>
    public const string Purpose = "monitor request";

    private const int MostHeaders = 20;
    private const int LongestValue = 4000;
    private const int LargestBody = 64 * 1024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // They belong to the connection, or say where the request goes.
    private static readonly string[] Refused =
        ["Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    /// <exception cref="RuleViolationException">A part cannot be sent.</exception>
    public RequestParts Checked()
    {
        if (Headers.Count > MostHeaders)
        {
            throw new RuleViolationException($"A check sends {MostHeaders} headers at the most.");
        }

        foreach (var (name, value) in Headers)
        {
            Check(name, value);
        }

        return Body is null || Encoding.UTF8.GetByteCount(Body) <= LargestBody
            ? this
            : throw new RuleViolationException($"The body has more than {LargestBody} bytes.");
    }

    private static void Check(string name, string value)
    {
        if (name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new RuleViolationException($"\"{name}\" is no name of a header.");
        }

        if (Refused.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new RuleViolationException($"The header {name} is set by the check itself.");
        }

        // The value is not repeated: it may be a secret.
        if (value.Length > LongestValue || value.Any(character => char.IsControl(character) || character > '~'))
        {
            throw new RuleViolationException($"The value of the header {name} is longer than {LongestValue} characters or has some that cannot be sent.");
        }
    }
}
