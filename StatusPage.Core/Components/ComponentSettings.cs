using StatusPage.Core.Monitors;

namespace StatusPage.Core.Components;

/// <summary>All that people decide about a component, as they want it to be from now on.</summary>
/// <param name="Link">Where its name leads, an http(s) address; null or blank for nowhere.</param>
/// <param name="Group">Null: outside of groups. In another group than so far it comes last.</param>
/// <param name="Drivers">The monitors that drive its status; each once. Links to archived monitors are left as they are.</param>
public sealed record ComponentSettings(
    string Name, string? Description, string? Link, bool Visible, ComponentGroupId? Group, IReadOnlyList<ComponentDriver> Drivers);

/// <summary>A monitor that drives a component.</summary>
/// <param name="WhenDown">What the component is said to be while the monitor is down.</param>
public sealed record ComponentDriver(
    StatusMonitorId MonitorId,
    ComponentStatus WhenDown = ComponentStatus.MajorOutage,
    ComponentStatus WhenDegraded = ComponentStatus.DegradedPerformance);
