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
