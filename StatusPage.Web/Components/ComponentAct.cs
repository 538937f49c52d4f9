using StatusPage.Core.Accounts;
using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>Something to be done to the components that somebody has chosen.</summary>
/// <param name="Done">The word for it once it is done: "Archived".</param>
public sealed record ComponentAct(
    string Done, Func<IComponentCommands, Actor, IReadOnlyCollection<ServiceComponentId>, CancellationToken, Task<ComponentsUndo>> Run)
{
    public static ComponentAct Archive { get; } = new("Archived", (components, actor, ids, token) => components.ArchiveAsync(actor, ids, token));

    public static ComponentAct Restore { get; } = new("Restored", (components, actor, ids, token) => components.RestoreAsync(actor, ids, token));

    public static ComponentAct Show { get; } = new("Showing", (components, actor, ids, token) => components.ShowAsync(actor, ids, visible: true, token));

    public static ComponentAct Hide { get; } = new("Hid", (components, actor, ids, token) => components.ShowAsync(actor, ids, visible: false, token));

    public static ComponentAct Move(ComponentGroupId? group) => new("Moved", (components, actor, ids, token) => components.MoveAsync(actor, ids, group, token));
}
