using StatusPage.Core.Components;

namespace StatusPage.Core.Incidents;

/// <summary>How much an incident hurts. Derived from its components unless somebody overrides it.</summary>
public enum Impact
{
    None,
    Minor,
    Major,
    Critical,
}

public static class Impacts
{
    public static ComponentStatus ToStatus(this Impact impact) => impact switch
    {
        Impact.None => ComponentStatus.Operational,
        Impact.Minor => ComponentStatus.DegradedPerformance,
        Impact.Major => ComponentStatus.PartialOutage,
        Impact.Critical => ComponentStatus.MajorOutage,
    };

    /// <summary>The impact of an incident whose components stand like this.</summary>
    public static Impact FromStatuses(IEnumerable<ComponentStatus> statuses) => statuses.Worst() switch
    {
        ComponentStatus.MajorOutage => Impact.Critical,
        ComponentStatus.PartialOutage => Impact.Major,
        ComponentStatus.DegradedPerformance => Impact.Minor,
        ComponentStatus.Operational or ComponentStatus.UnderMaintenance or ComponentStatus.Unknown => Impact.None,
    };
}
