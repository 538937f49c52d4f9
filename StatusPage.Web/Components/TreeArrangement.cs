using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>A step in the tree: what it makes of it, how it is asked for, how it is told and how it is taken back.</summary>
/// <param name="Tree">The tree after it.</param>
/// <param name="Said">Where the thing stands now, in a sentence.</param>
public sealed record TreeStep(PageTree Tree, string Said, TreeOrder Order, TreeOrder Undo);

/// <summary>An order to be asked for: of the page's groups, or of the components of a group.</summary>
/// <param name="Group">Null for those outside of groups.</param>
public sealed record TreeOrder(
    WantedOrder<ComponentGroupId>? Groups, ComponentGroupId? Group = null, WantedOrder<ServiceComponentId>? Components = null);

/// <summary>What a move makes of a tree. Pure, so that the page shows it before the database has heard of it.</summary>
public static class TreeArrangement
{
    /// <returns>Null when nothing changes, or when what is moved, or where to, is not there any more.</returns>
    public static TreeStep? Apply(PageTree tree, TreeMove move) => move.IsGroup ? MoveGroup(tree, move) : MoveComponent(tree, move);

    private static TreeStep? MoveGroup(PageTree tree, TreeMove move)
    {
        var groups = tree.Groups.Where(group => group.Id is not null).ToList();
        var from = groups.FindIndex(group => group.Id?.Value == move.Item);
        if (from < 0)
        {
            return null;
        }

        var moved = groups[from];
        var after = groups.Where(group => group != moved).ToList();
        var to = move.Way switch
        {
            TreeWay.Up => from - 1,
            TreeWay.Down => from + 1,
            TreeWay.There => move.Before is { } before ? after.FindIndex(group => group.Id?.Value == before) : after.Count,
        };
        if (to < 0 || to > after.Count || to == from)
        {
            return null;
        }

        after.Insert(to, moved);
        var (seen, wanted) = (Ids(groups), Ids(after));
        return new TreeStep(
            tree with { Groups = [.. tree.Groups.Where(group => group.Id is null), .. after] },
            $"{moved.Name}: group {to + 1} of {after.Count}.",
            new TreeOrder(new WantedOrder<ComponentGroupId>(wanted, seen)),
            new TreeOrder(new WantedOrder<ComponentGroupId>(seen, wanted)));
    }

    private static TreeStep? MoveComponent(PageTree tree, TreeMove move)
    {
        var groups = tree.Groups.ToList();
        var from = groups.FindIndex(group => group.Components.Any(component => component.Id.Value == move.Item));
        if (from < 0)
        {
            return null;
        }

        var place = groups[from].Components.ToList().FindIndex(component => component.Id.Value == move.Item);
        return Target(groups, from, place, move) is var (to, index) && (to != from || index != place) ? Step(tree, groups, (from, place), (to, index)) : null;
    }

    private static (int Group, int Index)? Target(List<TreeGroup> groups, int from, int place, TreeMove move)
    {
        switch (move.Way)
        {
            case TreeWay.Up when place > 0:
                return (from, place - 1);
            case TreeWay.Up when from > 0:
                return (from - 1, groups[from - 1].Components.Count);
            case TreeWay.Down when place < groups[from].Components.Count - 1:
                return (from, place + 1);
            case TreeWay.Down when from < groups.Count - 1:
                return (from + 1, 0);
            case TreeWay.There:
                var to = groups.FindIndex(group => group.Id?.Value == move.Group);
                if (to < 0)
                {
                    return null;
                }

                var others = groups[to].Components.Where(component => component.Id.Value != move.Item).ToList();
                var index = move.Before is { } before ? others.FindIndex(component => component.Id.Value == before) : others.Count;
                return index < 0 ? null : (to, index);
            default:
                return null;
        }
    }

    private static TreeStep Step(PageTree tree, List<TreeGroup> groups, (int Group, int Index) from, (int Group, int Index) to)
    {
        var (source, target) = (groups[from.Group], groups[to.Group]);
        var moved = source.Components[from.Index] with { GroupId = target.Id };
        var left = source.Components.Where(component => component.Id != moved.Id).ToList();
        var came = target.Components.Where(component => component.Id != moved.Id).ToList();
        came.Insert(to.Index, moved);
        groups[from.Group] = source with { Components = left };
        groups[to.Group] = target with { Components = came };
        return new TreeStep(
            tree with { Groups = groups },
            $"{moved.Name}: place {to.Index + 1} of {came.Count}{(target.Name is { } name ? $" in {name}" : " outside of groups")}.",
            new TreeOrder(null, target.Id, new WantedOrder<ServiceComponentId>(Ids(came), Ids(target.Components))),

            // Where it goes back to, it was not seen: so it is brought there, and nothing else is moved.
            new TreeOrder(null, source.Id, new WantedOrder<ServiceComponentId>(Ids(source.Components), Ids(left))));
    }

    private static List<ComponentGroupId> Ids(IEnumerable<TreeGroup> groups) => [.. groups.Select(group => group.Id).OfType<ComponentGroupId>()];

    private static List<ServiceComponentId> Ids(IEnumerable<TreeComponent> components) => [.. components.Select(component => component.Id)];
}
