using StatusPage.Core.Incidents;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>A page's groups and components, as whoever arranges them sees them.</summary>
/// <param name="Groups">In their order; those outside of groups come first, without a name and an id, also when there are none.</param>
/// <param name="ArchivedGroups">That can be brought back, latest first.</param>
/// <param name="ArchivedComponents">That can be brought back on their own, latest first: those of archived groups come back with these.</param>
public sealed record PageTree(
    PublicPageId PageId,
    string PageName,
    string Slug,
    PageVisibility Visibility,
    IReadOnlyList<TreeGroup> Groups,
    IReadOnlyList<ArchivedGroup> ArchivedGroups,
    IReadOnlyList<ArchivedComponent> ArchivedComponents)
{
    public IEnumerable<TreeComponent> Components => Groups.SelectMany(group => group.Components);
}

/// <param name="Id">Null for those outside of groups.</param>
/// <param name="Status">The worst of what visitors see in it.</param>
public sealed record TreeGroup(
    ComponentGroupId? Id, string? Name, CollapseRule Collapse, ComponentStatus Status, int Version, IReadOnlyList<TreeComponent> Components);

/// <param name="Reason">Who says the status; null when nobody says anything, which counts as operational.</param>
/// <param name="Manual">What a person has said of it, whether that shows or not; null for nothing.</param>
/// <param name="Drivers">Monitors in use, by name.</param>
public sealed record TreeComponent(
    ServiceComponentId Id,
    ComponentGroupId? GroupId,
    string Name,
    string? Description,
    string? Link,
    bool Visible,
    int Version,
    ComponentStatus Status,
    StatusReason? Reason,
    ManualStatement? Manual,
    IReadOnlyList<TreeDriver> Drivers);

/// <param name="Name">Of the monitor, the incident or the person; null when that is gone.</param>
/// <param name="Since">Since when it says so.</param>
public sealed record StatusReason(SpanSource Source, DateTimeOffset Since, string? Name, StatusMonitorId? Monitor = null, IncidentId? Incident = null);

/// <param name="By">The address for signing in; null when the account is gone.</param>
public sealed record ManualStatement(ComponentStatus Status, DateTimeOffset Since, string? By);

public sealed record TreeDriver(StatusMonitorId Id, string Name, MonitorState State, ComponentStatus WhenDown, ComponentStatus WhenDegraded);

/// <param name="Until">Until when it can be brought back.</param>
/// <param name="Components">How many come back with it.</param>
public sealed record ArchivedGroup(ComponentGroupId Id, string Name, DateTimeOffset ArchivedAt, DateTimeOffset Until, int Components);

/// <param name="GroupName">Where it comes back to; null for outside of groups.</param>
/// <param name="Until">Until when it can be brought back.</param>
public sealed record ArchivedComponent(ServiceComponentId Id, string Name, string? GroupName, DateTimeOffset ArchivedAt, DateTimeOffset Until);
