using System.Globalization;

namespace StatusPage.Core.Monitors;

/// <summary>The latencies of the last checks as a short text: milliseconds, oldest first, separated by commas, a hyphen where no answer came.</summary>
public static class RecentLatencies
{
    public const int Kept = 30;

    private const string NoAnswer = "-";

    public static string Append(string recent, int? latencyMs)
    {
        var latest = latencyMs?.ToString(CultureInfo.InvariantCulture) ?? NoAnswer;
        return string.Join(',', Parts(recent).TakeLast(Kept - 1).Append(latest));
    }

    public static IReadOnlyList<int?> Parse(string recent) =>
        [.. Parts(recent).Select(part => part == NoAnswer ? (int?)null : int.Parse(part, CultureInfo.InvariantCulture))];

    private static string[] Parts(string recent) => recent.Length == 0 ? [] : recent.Split(',');
}
