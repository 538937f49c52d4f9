using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Monitors;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>Makes components what their settings say, within an act.</summary>
internal static class ComponentEdits
{
    private const int LongestName = 100;
    private const string Copied = " (copy)";

    public static async Task MakeAsync(
        Act act, ServiceComponentId id, PublicPageId page, ComponentSettings settings, CancellationToken cancellationToken)
    {
        // Monitors before the page, as those who record results lock them.
        var drivers = await DriverSet.TakeAsync(act, id, settings.Drivers, cancellationToken);
        var structure = await PageStructure.TakeAsync(act, [page], cancellationToken);
        structure.RequireRoom(page, more: 1);
        var component = new ServiceComponent(
            id, act.Actor.OrganizationId, page, settings.Name, structure.NextPosition(page, group: null), act.Now);
        Apply(structure, component, settings);
        act.Context.Add(component);
        await drivers.DriveAsync(cancellationToken);
        await structure.FinishAsync("component.created", [component], new Dictionary<ServiceComponentId, string>(), cancellationToken);
    }

    public static async Task ChangeAsync(
        Act act, ServiceComponentId id, int? expectedVersion, ComponentSettings settings, CancellationToken cancellationToken)
    {
        var drivers = await DriverSet.TakeAsync(act, id, settings.Drivers, cancellationToken);
        var structure = await PageStructure.TakeForAsync(act, [id], cancellationToken);
        var component = structure.Component(id, expectedVersion);
        var before = await structure.FactsAsync([component], cancellationToken);
        component.Rename(settings.Name);
        Apply(structure, component, settings);

        // What drives it is part of it, though it is in rows of its own.
        act.Context.Entry(component).Property(row => row.Name).IsModified = true;
        await drivers.DriveAsync(cancellationToken);
        await structure.FinishAsync("component.changed", [component], before, cancellationToken);
    }

    public static async Task CloneAsync(Act act, ServiceComponentId id, ServiceComponentId original, CancellationToken cancellationToken)
    {
        var links = await act.Context.Set<MonitorLink>().AsNoTracking()
            .Where(link => link.ComponentId == original && act.Context.Set<StatusMonitor>().Any(monitor => monitor.Id == link.MonitorId))
            .ToListAsync(cancellationToken);
        var drivers = await DriverSet.TakeAsync(
            act, id, links.ConvertAll(link => new ComponentDriver(link.MonitorId, link.WhenDown, link.WhenDegraded)), cancellationToken);
        var structure = await PageStructure.TakeForAsync(act, [original], cancellationToken);
        var source = structure.Component(original);
        structure.RequireRoom(source.PageId, more: 1);
        var copy = new ServiceComponent(id, source.OrganizationId, source.PageId, NameOfCopy(source.Name), source.Position + 1, act.Now);
        Apply(structure, copy, new ComponentSettings(copy.Name, source.Description, source.Link, source.Visible, source.GroupId, []));
        copy.PlaceAt(source.Position + 1);
        act.Context.Add(copy);

        // Room for it, right behind the original.
        await act.Context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter])
            .Where(row => row.PageId == source.PageId && row.GroupId == source.GroupId && row.Position > source.Position)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Position, one => one.Position + 1), cancellationToken);
        await drivers.DriveAsync(cancellationToken);
        await structure.FinishAsync("component.cloned", [copy], new Dictionary<ServiceComponentId, string>(), cancellationToken);
    }

    private static string NameOfCopy(string name) => $"{name[..Math.Min(name.Length, LongestName - Copied.Length)].TrimEnd()}{Copied}";

    private static void Apply(PageStructure structure, ServiceComponent component, ComponentSettings settings)
    {
        component.Describe(settings.Description);
        component.LinkTo(settings.Link);
        structure.Put(component, settings.Group);
        if (settings.Visible)
        {
            component.Show();
        }
        else
        {
            component.Hide();
        }
    }
}
