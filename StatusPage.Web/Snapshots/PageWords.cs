using System.Globalization;
using StatusPage.Core.Uptime;

namespace StatusPage.Web.Snapshots;

/// <summary>Figures and spans of time as the page says them.</summary>
internal static class PageWords
{
    // No-break: a figure never stands on another line than its unit.
    private const string Gap = "\u00a0";

    /// <summary>Rounded down, so that a page with any downtime never claims 100 %.</summary>
    public static string Percent(double share)
    {
        // decimal drops the binary noise: 0.9995 must not floor to 99.94.
        var hundredths = decimal.Floor((decimal)share * 10_000m);
        return hundredths >= 10_000m
            ? $"100{Gap}%"
            : string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100m:0.00}{Gap}%");
    }

    public static string Uptime(double? uptime, double knownShare) => (uptime, knownShare) switch
    {
        (null, _) => "No data yet",
        ({ } share, < 0.999) => $"{Percent(share)} of known time",
        ({ } share, _) => $"{Percent(share)} uptime",
    };

    /// <summary>What a percentage counts, for the line below the figures.</summary>
    public static string Of(UptimeRule rule)
    {
        var weights = new[] { ("major outage", rule.Major), ("partial outage", rule.Partial), ("degraded", rule.Degraded), ("maintenance", rule.Maintenance ?? 0) };
        var counted = weights.Where(weight => weight.Item2 > 0).Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Item2 * 100:0.#}{Gap}% of {weight.Item1}"));
        var leftOut = rule.Maintenance is null ? "maintenance and unknown time are" : "unknown time is";
        return $"counted as lost are {string.Join(", ", counted)} time; {leftOut} left out.";
    }

    /// <summary>The two largest units that matter: 40 s, 48 min, 1 h 3 min, 2 d 4 h.</summary>
    public static string Duration(TimeSpan span)
    {
        var seconds = (long)Math.Max(0, span.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds}{Gap}s",
            < 3600 => $"{seconds / 60}{Gap}min",
            < 86_400 => Two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{Gap}{largeUnit}" : $"{large}{Gap}{largeUnit}{Gap}{small}{Gap}{smallUnit}";

    public static string Days(int count, string what) => count switch
    {
        1 => $"1 day {what}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} days {what}"),
    };

    public static string Day(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);
}
