using System.Text;

namespace StatusPage.Jobs.Probing;

/// <summary>Reads as much of an answer's text as is ever looked at.</summary>
internal static class BodyText
{
    // Of what comes out of decompression, not of what came over the wire: a few kilobytes can unpack to gigabytes.
    private const int MostBytes = 1024 * 1024;

    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (read.Length < MostBytes)
        {
            var most = (int)Math.Min(buffer.Length, MostBytes - read.Length);
            var count = await stream.ReadAsync(buffer.AsMemory(0, most), cancellationToken);
            if (count == 0)
            {
                break;
            }

            read.Write(buffer, 0, count);
        }

        return EncodingOf(content).GetString(read.GetBuffer(), 0, (int)read.Length);
    }

    private static Encoding EncodingOf(HttpContent content)
    {
        try
        {
            return content.Headers.ContentType?.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            // A name that nobody knows: most such texts are readable as UTF-8 all the same.
            return Encoding.UTF8;
        }
    }
}
