using System.Globalization;
using System.Text;
using StatusPage.Core.Subscribers;

namespace StatusPage.Web.Subscribers;

/// <summary>Subscribers as a table that other programs read (RFC 4180).</summary>
internal static class SubscriberCsv
{
    // What a spreadsheet would take for the beginning of a formula. Anybody may have typed an address.
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    // By the mark at its beginning Excel knows that it is UTF-8.
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<ExportedSubscriber> subscribers, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(stream, Encoding, leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("address,page,follows,confirmed_at");
        await foreach (var one in subscribers.WithCancellation(cancellationToken))
        {
            await text.WriteLineAsync(Line(one).AsMemory(), cancellationToken);
        }
    }

    internal static string Line(ExportedSubscriber one) => string.Join(
        ',',
        Cell(one.Address),
        Cell(one.PageName),
        Cell(one.Components.Count == 0 ? "everything" : string.Join("; ", one.Components)),
        Cell(one.ConfirmedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? ""));

    private static string Cell(string value)
    {
        var safe = value.Length > 0 && Formulas.Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n;") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
