using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>
/// What admins do to the groups of a page. Each act is one transaction, and the page says so at once. Refusals are
/// <see cref="RuleViolationException"/> and say what to do; what the actor's organisation does not have is a <see cref="NotFoundException"/>.
/// </summary>
public interface IGroupCommands
{
    /// <summary>Adds a group as the last one of the page. Visitors see it as soon as it has a component.</summary>
    /// <param name="id">Made by the caller, who may send the same again when no answer came: there is one group then.</param>
    Task CreateAsync(Actor actor, ComponentGroupId id, PublicPageId page, GroupSettings settings, CancellationToken cancellationToken);

    /// <param name="expectedVersion">Null to change whatever version there is.</param>
    /// <exception cref="StaleVersionException">Somebody else has changed the group. Its place on the page does not count.</exception>
    Task ChangeAsync(Actor actor, ComponentGroupId id, int? expectedVersion, GroupSettings settings, CancellationToken cancellationToken);

    /// <summary>Orders the groups of a page; components outside of groups always come before them.</summary>
    Task ArrangeAsync(Actor actor, PublicPageId page, WantedOrder<ComponentGroupId> order, CancellationToken cancellationToken);

    /// <summary>Takes the group off its page with all of its components.</summary>
    Task ArchiveAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken);

    /// <summary>Brings the group back within <see cref="IArchivable.Kept"/>, with the components that were archived together with it.</summary>
    Task RestoreAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken);
}
