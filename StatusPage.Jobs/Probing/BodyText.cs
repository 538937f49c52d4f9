using System.Text;
using System.Text.Unicode;

namespace StatusPage.Jobs.Probing;

/// <summary>Reads as much of an answer's text as is ever looked at.</summary>
internal static class BodyText
{
    // Of what comes out of decompression, not of what came over the wire: a few kilobytes can unpack to gigabytes.
    private const int MostBytes = 1024 * 1024;

    private static readonly Encoding Western =
        CodePagesEncodingProvider.Instance.GetEncoding("windows-1252") ?? Encoding.Latin1;

    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (read.Length < MostBytes)
        {
            var most = (int)Math.Min(buffer.Length, MostBytes - read.Length);
            var count = await ReadAsync(stream, buffer.AsMemory(0, most), cancellationToken);
            if (count == 0)
            {
                break;
            }

            read.Write(buffer, 0, count);
        }

        var bytes = read.GetBuffer().AsSpan(0, (int)read.Length);
        return EncodingOf(bytes, content.Headers.ContentType?.CharSet).GetString(bytes);
    }

    // Of all decoders only Brotli's calls what cannot be decoded a mistake of the caller.
    private static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException invalid)
        {
            throw new InvalidDataException(invalid.Message, invalid);
        }
    }

    // As browsers do: a byte order mark counts most, then what the server says. Without either it is UTF-8, unless it cannot be.
    private static Encoding EncodingOf(ReadOnlySpan<byte> text, string? charset) => text switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        _ => Named(charset) ?? (IsUtf8(text) ? Encoding.UTF8 : Western),
    };

    private static Encoding? Named(string? charset)
    {
        try
        {
            return charset?.Trim('"', ' ') is { Length: > 0 } name ? CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name) : null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // A name that nobody knows, or UTF-7, which is not decoded for safety: most such texts are readable all the same.
            return null;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        // What was cut off at the limit may end within a character, which has four bytes at the most.
        for (var cut = 0; cut <= (text.Length == MostBytes ? 3 : 0); cut++)
        {
            if (Utf8.IsValid(text[..^cut]))
            {
                return true;
            }
        }

        return false;
    }
}
