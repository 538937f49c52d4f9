using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;

namespace StatusPage.Core.Pages;

/// <summary>
/// Puts onto a new page what stands on another: its groups, its components, and the monitors that feed them. Not what has happened there; the new
/// ones begin now.
/// </summary>
internal static class PageClone
{
    public static async Task CopyAsync(Act act, PublicPageId from, PublicPageId to, CancellationToken cancellationToken)
    {
        var context = act.Context;
        var groups = await GroupsAsync(act, from, to, cancellationToken);
        var components = await context.Set<ServiceComponent>().AsNoTracking().Where(component => component.PageId == from).ToListAsync(cancellationToken);
        var copies = components.ToDictionary(component => component.Id, component => Copy(act, component, to, groups));
        context.AddRange(copies.Values);
        await context.SaveChangesAsync(cancellationToken);
        await FeedAsync(act, [.. copies.Select(copy => (copy.Key, copy.Value.Id))], cancellationToken);
    }

    private static async Task<Dictionary<ComponentGroupId, ComponentGroup>> GroupsAsync(
        Act act, PublicPageId from, PublicPageId to, CancellationToken cancellationToken)
    {
        var groups = await act.Context.Set<ComponentGroup>().AsNoTracking().Where(group => group.PageId == from).ToListAsync(cancellationToken);
        var copies = groups.ToDictionary(
            group => group.Id, group => new ComponentGroup(ComponentGroupId.New(), group.OrganizationId, to, group.Name, group.Position));
        foreach (var group in groups)
        {
            // Whatever else a group has, whoever decides it.
            var copy = act.Context.Add(copies[group.Id]);
            copy.Property(row => row.Collapse).CurrentValue = group.Collapse;
            copy.Property(row => row.ParentId).CurrentValue = group.ParentId is { } parent && copies.TryGetValue(parent, out var above) ? above.Id : null;
        }

        return copies;
    }

    private static ServiceComponent Copy(Act act, ServiceComponent component, PublicPageId to, Dictionary<ComponentGroupId, ComponentGroup> groups)
    {
        var copy = new ServiceComponent(ServiceComponentId.New(), component.OrganizationId, to, component.Name, component.Position, act.Now);
        copy.Describe(component.Description);
        if (component.GroupId is { } group && groups.TryGetValue(group, out var own))
        {
            copy.PutInto(own);
        }

        if (!component.Visible)
        {
            copy.Hide();
        }

        act.Context.Add(copy).Property(row => row.Link).CurrentValue = component.Link;
        return copy;
    }

    // A component that nobody feeds would say that it works.
    private static async Task FeedAsync(Act act, IReadOnlyList<(ServiceComponentId From, ServiceComponentId To)> copies, CancellationToken cancellationToken)
    {
        var sources = copies.Select(copy => copy.From).ToList();
        var links = await act.Context.Set<MonitorLink>().AsNoTracking()
            .Where(link => sources.Contains(link.ComponentId) && act.Context.Set<StatusMonitor>().Any(monitor => monitor.Id == link.MonitorId))
            .ToListAsync(cancellationToken);
        var set = await MonitorSet.TakeAsync(act, [.. links.Select(link => link.MonitorId).Distinct()], cancellationToken);
        var targets = copies.ToDictionary(copy => copy.From, copy => copy.To);
        foreach (var link in links)
        {
            var copy = new MonitorLink(link.OrganizationId, link.MonitorId, targets[link.ComponentId]);
            copy.Mean(link.WhenDown, link.WhenDegraded);
            act.Context.Add(copy);
        }

        foreach (var monitor in set.Monitors)
        {
            // Links are part of a monitor, though they are rows of their own.
            act.Context.Entry(monitor).Property(row => row.Name).IsModified = true;
        }

        await set.FinishAsync("monitor.changed", set.Monitors, [], cancellationToken);
    }
}
