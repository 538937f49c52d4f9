using System.Text;
using MimeKit;

namespace StatusPage.Tests.Rig;

/// <summary>A message that a sink was given.</summary>
/// <param name="Text">Headers and body as they were sent, lines end with CR LF.</param>
/// <param name="Acknowledged">False: it was taken in, and the sender was not told so.</param>
internal sealed record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, string Text, bool Acknowledged)
{
    /// <summary>The value of a header, unfolded; null when there is none.</summary>
    public string? Header(string name)
    {
        var headers = Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)]
            .Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal);
        return headers.Split("\r\n").Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
    }

    /// <summary>As a mail program understands it.</summary>
    public MimeMessage Read()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(Text));
        return MimeMessage.Load(text, CancellationToken.None);
    }
}
