using System.Globalization;
using System.Text;

namespace StatusPage.Web.Monitors;

/// <summary>Latencies as one SVG path. Checks without an answer are gaps in it.</summary>
internal static class Sparkline
{
    public const int Width = 120;
    public const int Height = 28;

    // As many as the board keeps of a monitor: the newest stays at the right edge while there are fewer.
    private const int Slots = 30;
    private const double Margin = 2;

    public static string Path(IReadOnlyList<int?> latencies)
    {
        var answered = latencies.Where(latency => latency is not null).Select(latency => latency.GetValueOrDefault()).ToList();
        if (answered.Count == 0)
        {
            return "";
        }

        // A calm line should look calm: what differs by less than a third of the largest does not fill the height.
        var (top, least) = (answered.Max(), answered.Min());
        var range = Math.Max(Math.Max(top - least, top / 3.0), 1);
        var path = new StringBuilder();
        var drawing = false;
        for (var index = 0; index < latencies.Count; index++)
        {
            if (latencies[index] is not { } latency)
            {
                drawing = false;
                continue;
            }

            var x = Margin + ((Width - (2 * Margin)) * (Slots - latencies.Count + index) / (Slots - 1));
            var y = Height - Margin - ((Height - (2 * Margin)) * (latency - least) / range);
            path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x:0.#} {y:0.#}");
            if (!drawing && (index + 1 == latencies.Count || latencies[index + 1] is null))
            {
                // A lone answer between two gaps would not be seen; a line of no length has round ends.
                path.Append("h.1");
            }

            drawing = true;
        }

        return path.ToString();
    }
}
