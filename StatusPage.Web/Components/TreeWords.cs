using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Components;

internal static class TreeWords
{
    public static string Words(this CollapseRule rule) => rule switch
    {
        CollapseRule.AlwaysOpen => "Always open",
        CollapseRule.OpenOnProblem => "Open on a problem",
        CollapseRule.Closed => "Closed",
    };

    /// <summary>Who says it; what follows is since when.</summary>
    public static string Words(this StatusReason reason) => reason.Source switch
    {
        SpanSource.Manual => reason.Name is { } who ? $"set by hand by {who}" : "set by hand",
        SpanSource.Incident => $"incident {reason.Name}".TrimEnd(),
        SpanSource.Maintenance => "maintenance",
        SpanSource.Monitor => $"monitor {reason.Name}".TrimEnd(),
        SpanSource.Import => "imported",
    };

    /// <summary>The day in UTC.</summary>
    public static string Day(DateTimeOffset at) => PageWords.Day(DateOnly.FromDateTime(at.UtcDateTime));

    public static string Counted(int components) => components == 1 ? "1 component" : $"{components} components";
}
