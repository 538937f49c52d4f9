namespace StatusPage.Core.Components;

public static class ComponentStatusOrder
{
    /// <summary>How bad a status is for a reader, 0 best. Unknown ranks just above operational, so that missing data alone never looks like trouble.</summary>
    public static int Severity(this ComponentStatus status) => status switch
    {
        ComponentStatus.Operational => 0,
        ComponentStatus.Unknown => 1,
        ComponentStatus.UnderMaintenance => 2,
        ComponentStatus.DegradedPerformance => 3,
        ComponentStatus.PartialOutage => 4,
        ComponentStatus.MajorOutage => 5,
    };

    /// <summary>The worst of all; <paramref name="none"/> where there is none.</summary>
    public static ComponentStatus Worst(this IEnumerable<ComponentStatus> statuses, ComponentStatus none = ComponentStatus.Operational) =>
        statuses.DefaultIfEmpty(none).MaxBy(Severity);
}
