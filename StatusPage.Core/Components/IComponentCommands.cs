using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>
/// What people do to the components of a page. Each act is one transaction, and the page says so at once. Setting a status by hand needs the
/// role operator, all else the role admin. Refusals are <see cref="RuleViolationException"/> and say what to do; what the actor's organisation
/// does not have is a <see cref="NotFoundException"/>.
/// </summary>
public interface IComponentCommands
{
    /// <summary>Adds a component as the last one of its group.</summary>
    /// <param name="id">Made by the caller, who may send the same again when no answer came: there is one component then.</param>
    Task CreateAsync(Actor actor, ServiceComponentId id, PublicPageId page, ComponentSettings settings, CancellationToken cancellationToken);

    /// <summary>Makes it what the settings say.</summary>
    /// <param name="expectedVersion">Null to change whatever version there is.</param>
    /// <exception cref="StaleVersionException">Somebody else has changed the component. Its place among its siblings does not count.</exception>
    Task ChangeAsync(Actor actor, ServiceComponentId id, int? expectedVersion, ComponentSettings settings, CancellationToken cancellationToken);

    /// <summary>Adds a copy right behind the original, driven by the same monitors; what was set by hand is not copied.</summary>
    /// <param name="id">Of the copy, made by the caller as in <see cref="CreateAsync"/>.</param>
    Task CloneAsync(Actor actor, ServiceComponentId id, ServiceComponentId original, CancellationToken cancellationToken);

    /// <summary>Orders the components of a group; those that come in from another group of the page are moved into it.</summary>
    /// <param name="group">Null: those outside of groups.</param>
    Task ArrangeAsync(
        Actor actor, PublicPageId page, ComponentGroupId? group, WantedOrder<ServiceComponentId> order, CancellationToken cancellationToken);

    Task<ComponentsUndo> ShowAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, bool visible, CancellationToken cancellationToken);

    /// <summary>Puts them behind those of the group; those that stand there already stay where they are.</summary>
    /// <param name="group">Null: outside of groups.</param>
    Task<ComponentsUndo> MoveAsync(
        Actor actor, IReadOnlyCollection<ServiceComponentId> ids, ComponentGroupId? group, CancellationToken cancellationToken);

    /// <summary>Takes them off their page. The monitors that drive them stay, and so does their history.</summary>
    Task<ComponentsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken);

    /// <summary>Brings archived ones back within <see cref="IArchivable.Kept"/>; outside of groups where the group is archived itself.</summary>
    Task<ComponentsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken);

    /// <summary>Makes all of them what they were before an act.</summary>
    /// <exception cref="StaleVersionException">One of them was changed since; then all stay as they are.</exception>
    Task UndoAsync(Actor actor, ComponentsUndo undo, CancellationToken cancellationToken);

    /// <summary>
    /// A person says what the component is, until somebody says otherwise: trouble shows whatever the monitors say, operational overrules them,
    /// and an open incident that says worse still shows. What was set by hand before ends where this begins.
    /// </summary>
    /// <param name="status">Null: nothing is said by hand any more.</param>
    /// <param name="since">When it began, up to <see cref="ManualStatus.LongestBack"/> ago; null: now, or whenever the same was said before.</param>
    Task SetStatusAsync(
        Actor actor, ServiceComponentId id, ComponentStatus? status, DateTimeOffset? since, CancellationToken cancellationToken);
}
