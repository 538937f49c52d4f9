namespace StatusPage.Core.Components;

/// <summary>What a component is said to be. Declared from best to worst for display; for ranking use <see cref="ComponentStatusOrder"/>.</summary>
public enum ComponentStatus
{
    Operational,
    UnderMaintenance,
    DegradedPerformance,
    PartialOutage,
    MajorOutage,

    /// <summary>Nobody knows: no source has spoken, or the one that should has fallen silent.</summary>
    Unknown,
}

public static class ComponentStatuses
{
    /// <summary>The status as pages and mails show it, in English.</summary>
    public static string Title(this ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => "Operational",
        ComponentStatus.UnderMaintenance => "Maintenance",
        ComponentStatus.DegradedPerformance => "Degraded",
        ComponentStatus.PartialOutage => "Partial outage",
        ComponentStatus.MajorOutage => "Major outage",
        ComponentStatus.Unknown => "No data",
    };
}
