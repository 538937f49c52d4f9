using StatusPage.Core.Components;

namespace StatusPage.Core.Uptime;

/// <summary>How much of a minute of each status is lost, 0 to 1; null leaves the minute out of both sums.</summary>
public sealed record UptimeRule(double Major = 1, double Partial = 0.3, double Degraded = 0, double? Maintenance = null)
{
    public static UptimeRule Standard { get; } = new();

    public double? WeightOf(ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => 0,
        ComponentStatus.DegradedPerformance => Degraded,
        ComponentStatus.PartialOutage => Partial,
        ComponentStatus.MajorOutage => Major,
        ComponentStatus.UnderMaintenance => Maintenance,
        ComponentStatus.Unknown => null,
    };
}
