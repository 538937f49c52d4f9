using System.Globalization;
using System.Text;
using StatusPage.Core.Monitors;

namespace StatusPage.Web.Monitors;

/// <summary>A latency series as it is drawn: two lines over time.</summary>
/// <param name="Median">An SVG path; where nothing got an answer, the line has a gap.</param>
/// <param name="Slow">The same for the 95th percentile.</param>
/// <param name="Top">The latency at the upper edge, in milliseconds.</param>
internal sealed record LatencyPlot(string Median, string Slow, int Top)
{
    public const int Width = 720;
    public const int Height = 180;

    private static readonly int[] Steps = [1, 2, 5];

    public static LatencyPlot Of(LatencySeries series)
    {
        var top = RoundUp(series.Buckets.Max(bucket => bucket.P95) ?? 1);
        return new LatencyPlot(
            Line(series, top, bucket => bucket.P50),
            Line(series, top, bucket => bucket.P95),
            top);
    }

    // 1, 2 or 5 times a power of ten: an edge that can be read.
    private static int RoundUp(int latency)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var step in Steps)
            {
                if (step * power >= latency)
                {
                    return step * power;
                }
            }
        }
    }

    private static string Line(LatencySeries series, int top, Func<LatencyBucket, int?> value)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var index = 0; index < series.Buckets.Count; index++)
        {
            if (value(series.Buckets[index]) is not { } latency)
            {
                drawing = false;
                continue;
            }

            var (x, y) = (Width * (index + .5) / series.Buckets.Count, Height - (Height * (double)latency / top));
            path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x:0.#} {y:0.#}");
            if (!drawing && (index + 1 == series.Buckets.Count || value(series.Buckets[index + 1]) is null))
            {
                // A lone one between two gaps would not be seen; a line of no length has round ends.
                path.Append("h.1");
            }

            drawing = true;
        }

        return path.ToString();
    }
}
