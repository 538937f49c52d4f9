using StatusPage.Core.Accounts;

namespace StatusPage.Core.Pages;

/// <summary>
/// What people do to pages; all of it needs the role admin. Each act is one transaction, and visitors see it at once, on every node. Refusals are
/// <see cref="RuleViolationException"/> and say what to do; what the actor's organisation does not have is a <see cref="NotFoundException"/>.
/// </summary>
public interface IPageCommands
{
    /// <param name="id">Made by the caller, who may send the same again when no answer came: there is one page then.</param>
    /// <param name="cloneOf">The page whose groups, components and their monitors the new one begins with; null for an empty one.</param>
    Task CreateAsync(Actor actor, PublicPageId id, PageSettings settings, PublicPageId? cloneOf, CancellationToken cancellationToken);

    /// <summary>Makes it what the settings say, under a higher version. Whoever comes by a slug that it had is led to the new one.</summary>
    /// <param name="expectedVersion">Null to change whatever version there is.</param>
    /// <exception cref="StaleVersionException">Somebody else has changed the page.</exception>
    Task ChangeAsync(Actor actor, PublicPageId id, int? expectedVersion, PageSettings settings, CancellationToken cancellationToken);

    /// <summary>A slug that the page had does not lead to it any more, and any page may take it. Nothing happens where that is so.</summary>
    Task GiveUpSlugAsync(Actor actor, PublicPageId id, string slug, CancellationToken cancellationToken);

    /// <summary>Puts it away: at its addresses there is nothing. Its history, its subscribers and its slugs stay.</summary>
    /// <param name="atRoot">Has to be said, and only then counts, when the page stands at the root of the installation.</param>
    /// <inheritdoc cref="ChangeAsync"/>
    Task ArchiveAsync(Actor actor, PublicPageId id, int? expectedVersion, PageAtRoot? atRoot, CancellationToken cancellationToken);

    /// <summary>Brings an archived one back within <see cref="IArchivable.Kept"/>. Nothing happens to one that is in use.</summary>
    /// <param name="toRoot">Whether it takes the root of the installation again.</param>
    Task RestoreAsync(Actor actor, PublicPageId id, bool toRoot, CancellationToken cancellationToken);
}
