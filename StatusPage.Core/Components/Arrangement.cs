using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>
/// Puts siblings into the order that somebody wants. A place in a list is no change of what stands there: it leaves the versions alone, so that
/// whoever edits one of them is not told that somebody else has.
/// </summary>
internal static class Arrangement
{
    public static async Task OfComponentsAsync(
        Act act, PublicPageId page, ComponentGroupId? group, WantedOrder<ServiceComponentId> order, CancellationToken cancellationToken)
    {
        RequireOnce(order.Wanted);
        var structure = await PageStructure.TakeAsync(act, [page], cancellationToken);
        var target = group is { } id ? structure.Group(id).Name : null;
        var wanted = structure.All(order.Wanted).ToDictionary(component => component.Id);
        if (order.Wanted.Any(one => !wanted.ContainsKey(one)))
        {
            throw new NotFoundException("The component");
        }

        var current = structure.Siblings(page, group);
        var merged = Merged([.. current.Select(component => component.Id)], order, one => wanted[one].ArchivedAt is null);
        foreach (var component in merged.Moved.Select(moved => wanted[moved]))
        {
            var from = structure.Siblings(page, component.GroupId).Select(one => one.Id).ToList();
            act.WriteDown(
                "component.moved",
                component.Id.Value,
                ComponentFacts.Place(component.Name, structure.NameOf(component.GroupId), Below(from, component.Id, structure.NameOf)),
                ComponentFacts.Place(component.Name, target, Below(merged.Order, component.Id, structure.NameOf)));
        }

        foreach (var moved in merged.Moved)
        {
            structure.Put(wanted[moved], group);
        }

        await act.Context.SaveChangesAsync(cancellationToken);
        var positions = structure.Siblings(page, group).ToDictionary(component => component.Id, component => component.Position);
        await PlaceAsync(merged, one => positions[one], (one, place) => act.Context.Set<ServiceComponent>().Where(row => row.Id == one)
            .ExecuteUpdateAsync(row => row.SetProperty(component => component.Position, place), cancellationToken));
    }

    public static async Task OfGroupsAsync(Act act, PublicPageId page, WantedOrder<ComponentGroupId> order, CancellationToken cancellationToken)
    {
        RequireOnce(order.Wanted);
        var structure = await PageStructure.TakeAsync(act, [page], cancellationToken);
        foreach (var wanted in order.Wanted)
        {
            structure.AnyGroup(wanted);
        }

        var groups = structure.GroupsInUse().ToDictionary(group => group.Id);
        var current = structure.GroupsInUse().Select(group => group.Id).ToList();
        var merged = Merged(current, order, groups.ContainsKey);
        foreach (var moved in merged.Moved)
        {
            act.WriteDown(
                "group.moved",
                moved.Value,
                ComponentFacts.Place(groups[moved].Name, group: null, Below(current, moved, one => groups[one].Name)),
                ComponentFacts.Place(groups[moved].Name, group: null, Below(merged.Order, moved, one => groups[one].Name)));
        }

        await PlaceAsync(merged, one => groups[one].Position, (one, place) => act.Context.Set<ComponentGroup>().Where(row => row.Id == one)
            .ExecuteUpdateAsync(row => row.SetProperty(group => group.Position, place), cancellationToken));
    }

    private static MergedOrder<TId> Merged<TId>(IReadOnlyList<TId> current, WantedOrder<TId> order, Predicate<TId> isInUse)
        where TId : notnull => SiblingOrder.Merge(current, [.. (order.Seen ?? current).Distinct()], [.. order.Wanted.Where(one => isInUse(one))]);

    private static async Task PlaceAsync<TId>(MergedOrder<TId> merged, Func<TId, int> now, Func<TId, int, Task> place)
    {
        for (var index = 0; merged.Moved.Count > 0 && index < merged.Order.Count; index++)
        {
            if (now(merged.Order[index]) != index)
            {
                await place(merged.Order[index], index);
            }
        }
    }

    private static string? Below<TId>(IReadOnlyList<TId> order, TId item, Func<TId, string> name)
    {
        var place = order.ToList().IndexOf(item);
        return place > 0 ? name(order[place - 1]) : null;
    }

    private static void RequireOnce<TId>(IReadOnlyList<TId> wanted)
    {
        if (wanted.Distinct().Count() != wanted.Count)
        {
            throw new RuleViolationException("Name each of them once, in the order that you want.");
        }
    }
}
