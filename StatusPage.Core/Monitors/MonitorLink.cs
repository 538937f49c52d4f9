using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Monitors;

/// <summary>A monitor that feeds a component, and what its states mean there: a redundant part that is down may be a partial outage only.</summary>
public sealed class MonitorLink(OrganizationId organizationId, StatusMonitorId monitorId, ServiceComponentId componentId) : IOwned
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public StatusMonitorId MonitorId { get; private set; } = monitorId;

    public ServiceComponentId ComponentId { get; private set; } = componentId;

    public ComponentStatus WhenDown { get; private set; } = ComponentStatus.MajorOutage;

    public ComponentStatus WhenDegraded { get; private set; } = ComponentStatus.DegradedPerformance;

    public void Mean(ComponentStatus whenDown, ComponentStatus whenDegraded) => (WhenDown, WhenDegraded) = (whenDown, whenDegraded);

    public ComponentStatus StatusOf(MonitorState state) => state switch
    {
        MonitorState.Up => ComponentStatus.Operational,
        MonitorState.Degraded => WhenDegraded,
        MonitorState.Down => WhenDown,
        MonitorState.Unknown or MonitorState.Paused => ComponentStatus.Unknown,
        MonitorState.Maintenance => ComponentStatus.UnderMaintenance,
    };
}
