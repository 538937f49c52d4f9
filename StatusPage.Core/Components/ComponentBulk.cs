using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Components;

/// <summary>Acts on several components at once, and taking such an act back.</summary>
internal sealed class ComponentBulk(Acts acts)
{
    /// <summary>Of a list that somebody has ticked off; more at once would hold the page for too long.</summary>
    private const int Most = 1000;

    public static void Restore(PageStructure structure, ServiceComponent component, DateTimeOffset now)
    {
        if (component.ArchivedAt is not { } at)
        {
            return;
        }

        RequireKept(at, now);
        structure.RequireRoom(component.PageId, more: 1);
        component.Restore();
        if (component.GroupId is { } group && structure.AnyGroup(group).ArchivedAt is not null)
        {
            structure.Put(component, group: null);
        }
    }

    public static void RequireKept(DateTimeOffset archivedAt, DateTimeOffset now)
    {
        if (archivedAt <= now - IArchivable.Kept)
        {
            throw new RuleViolationException($"It was archived more than {IArchivable.Kept.TotalDays} days ago and cannot be brought back any more.");
        }
    }

    /// <param name="isAway">What they have to be for the act: archived or in use; null for either.</param>
    /// <param name="change">What it leaves as it is does not count as changed.</param>
    public Task<ComponentsUndo> RunAsync(
        Actor actor,
        IReadOnlyCollection<ServiceComponentId> ids,
        string name,
        bool? isAway,
        Action<PageStructure, ServiceComponent, DateTimeOffset> change,
        CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            if (ids.Count > Most)
            {
                throw new RuleViolationException($"That many components cannot be changed at once; {Most} can.");
            }

            var structure = await PageStructure.TakeForAsync(act, ids, cancellationToken);
            var components = structure.All(ids);
            if (components.Any(component => isAway is { } away && away != component.ArchivedAt is not null))
            {
                throw new NotFoundException("The component");
            }

            var facts = await structure.FactsAsync(components, cancellationToken);
            var changed = new List<(ServiceComponent Component, ComponentBefore Was)>();
            foreach (var component in components)
            {
                var was = ComponentBefore.Of(component);
                change(structure, component, act.Now);
                if (ComponentBefore.Of(component) != was)
                {
                    changed.Add((component, was));
                }
            }

            await structure.FinishAsync(name, changed.ConvertAll(one => one.Component), facts, cancellationToken);
            return new ComponentsUndo(changed.ConvertAll(one => one.Was with { Version = one.Component.Version }));
        },
        cancellationToken);

    public Task UndoAsync(Actor actor, ComponentsUndo undo, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var structure = await PageStructure.TakeForAsync(act, [.. undo.Components.Select(before => before.Id)], cancellationToken);
            var components = structure.All([.. undo.Components.Select(before => before.Id)]);
            var before = undo.Components.ToDictionary(one => one.Id);
            if (components.Any(component => component.Version != before[component.Id].Version))
            {
                throw new StaleVersionException();
            }

            var facts = await structure.FactsAsync(components, cancellationToken);
            foreach (var component in components)
            {
                component.Return(before[component.Id]);

                // The group that it stood in may have been archived since; nobody would find it there.
                if (component is { ArchivedAt: null, GroupId: { } group } && structure.AnyGroup(group).ArchivedAt is not null)
                {
                    throw new StaleVersionException();
                }
            }

            await structure.FinishAsync("component.act_undone", components, facts, cancellationToken);
        },
        cancellationToken);
}
