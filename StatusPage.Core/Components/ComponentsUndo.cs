namespace StatusPage.Core.Components;

/// <summary>What components were before an act changed them; <see cref="IComponentCommands.UndoAsync"/> makes them so again.</summary>
public sealed class ComponentsUndo
{
    internal ComponentsUndo(IReadOnlyList<ComponentBefore> components)
    {
        Components = components;
    }

    /// <summary>How many the act has changed; those that already were as it wanted them do not count.</summary>
    public int Count => Components.Count;

    internal IReadOnlyList<ComponentBefore> Components { get; }
}

/// <param name="Version">What the act left: a component that was changed since is not made what it was before.</param>
internal sealed record ComponentBefore(
    ServiceComponentId Id, bool Visible, ComponentGroupId? GroupId, int Position, DateTimeOffset? ArchivedAt, int Version)
{
    public static ComponentBefore Of(ServiceComponent component) =>
        new(component.Id, component.Visible, component.GroupId, component.Position, component.ArchivedAt, component.Version);
}
