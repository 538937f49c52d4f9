using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Monitors;

namespace StatusPage.Core.Components;

/// <summary>The monitors that drive a component, and those that shall drive it from now on; none of their checks finishes until the act ends.</summary>
internal sealed class DriverSet
{
    private const int Most = 100;

    private readonly Act _act;
    private readonly ServiceComponentId _component;
    private readonly IReadOnlyList<ComponentDriver> _wanted;
    private readonly MonitorSet? _monitors;

    private DriverSet(Act act, ServiceComponentId component, IReadOnlyList<ComponentDriver> wanted, MonitorSet? monitors)
    {
        (_act, _component, _wanted, _monitors) = (act, component, wanted, monitors);
    }

    /// <exception cref="NotFoundException">The organisation lacks one of the monitors, or has archived it.</exception>
    public static async Task<DriverSet> TakeAsync(
        Act act, ServiceComponentId component, IReadOnlyList<ComponentDriver> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.Select(driver => driver.MonitorId).ToHashSet();
        if (ids.Count != wanted.Count || ids.Count > Most)
        {
            throw new RuleViolationException($"A component is driven by {Most} monitors at the most, each of them once.");
        }

        if (await act.Context.Set<StatusMonitor>().CountAsync(monitor => ids.Contains(monitor.Id), cancellationToken) != ids.Count)
        {
            throw new NotFoundException("The monitor");
        }

        var now = (await Links(act, component).AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(Driver);
        if (now.ToHashSet().SetEquals(wanted))
        {
            return new DriverSet(act, component, wanted, monitors: null);
        }

        ids.UnionWith(now.Select(driver => driver.MonitorId));
        return new DriverSet(act, component, wanted, await MonitorSet.TakeAsync(act, ids, cancellationToken));
    }

    /// <summary>Links the monitors to the component, which says at once what follows from their states.</summary>
    public async Task DriveAsync(CancellationToken cancellationToken)
    {
        if (_monitors is null)
        {
            return;
        }

        // Read again: until its checks were taken, somebody else could link a monitor.
        var links = await Links(_act, _component).ToDictionaryAsync(link => link.MonitorId, cancellationToken);
        var monitors = _monitors.Monitors.ToDictionary(monitor => monitor.Id);
        if (links.Keys.Except(monitors.Keys).Any())
        {
            throw new StaleVersionException();
        }

        var changed = new HashSet<StatusMonitorId>();
        foreach (var driver in _wanted)
        {
            if (!links.Remove(driver.MonitorId, out var link))
            {
                link = new MonitorLink(_act.Actor.OrganizationId, driver.MonitorId, _component);
                _act.Context.Add(link);
                changed.Add(driver.MonitorId);
            }

            if (Driver(link) != driver)
            {
                link.Mean(driver.WhenDown, driver.WhenDegraded);
                changed.Add(driver.MonitorId);
            }
        }

        foreach (var link in links.Values)
        {
            _act.Context.Remove(link);
            changed.Add(link.MonitorId);
            await Spans.SayAsync(
                _act.Context, link.OrganizationId, _component, SpanSource.Monitor, link.MonitorId.Value, status: null, _act.Now, cancellationToken);
        }

        // Whoever edits one of these monitors at this moment must not put the old links back.
        var touched = changed.Select(id => monitors[id]).OrderBy(monitor => monitor.Id.Value).ToList();
        touched.ForEach(monitor => _act.Context.Entry(monitor).Property(row => row.Name).IsModified = true);
        await _monitors.FinishAsync("monitor.linked", touched, [_component], cancellationToken);
    }

    // Those of archived monitors are left alone.
    private static IQueryable<MonitorLink> Links(Act act, ServiceComponentId component) => act.Context.Set<MonitorLink>()
        .Where(link => link.ComponentId == component && act.Context.Set<StatusMonitor>().Any(monitor => monitor.Id == link.MonitorId));

    private static ComponentDriver Driver(MonitorLink link) => new(link.MonitorId, link.WhenDown, link.WhenDegraded);
}
