using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>The groups and components of pages, archived ones too, which nobody else changes until the act's transaction ends.</summary>
internal sealed class PageStructure
{
    private const int MostComponents = 1000;

    private readonly Act _act;
    private readonly IReadOnlyList<ComponentGroup> _groups;
    private readonly IReadOnlyList<ServiceComponent> _components;

    private PageStructure(Act act, IReadOnlyList<ComponentGroup> groups, IReadOnlyList<ServiceComponent> components)
    {
        (_act, _groups, _components) = (act, groups, components);
    }

    private IReadOnlyDictionary<ComponentGroupId, string> GroupNames => _groups.ToDictionary(group => group.Id, group => group.Name);

    /// <exception cref="NotFoundException">The organisation has no such page in use.</exception>
    public static async Task<PageStructure> TakeAsync(Act act, IReadOnlyCollection<PublicPageId> pages, CancellationToken cancellationToken)
    {
        // The pages' rows first: whoever else changes the structure waits here, and then reads what this act has left.
        await PageChanges.RaiseAsync(act.Context, pages, cancellationToken);
        if (await act.Context.Set<PublicPage>().CountAsync(page => pages.Contains(page.Id), cancellationToken) != pages.Distinct().Count())
        {
            throw new NotFoundException("The page");
        }

        foreach (var page in pages)
        {
            act.Announce(ChangeKind.Settings, page.Value);
        }

        return new PageStructure(
            act,
            await act.Context.Set<ComponentGroup>().IgnoreQueryFilters([IArchivable.Filter]).Where(group => pages.Contains(group.PageId))
                .OrderBy(group => group.Position).ThenBy(group => group.Id).ToListAsync(cancellationToken),
            await act.Context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter]).Where(component => pages.Contains(component.PageId))
                .OrderBy(component => component.Position).ThenBy(component => component.Id).ToListAsync(cancellationToken));
    }

    /// <summary>The structures of the pages on which the components stand, archived or not.</summary>
    /// <exception cref="NotFoundException">The organisation lacks one of them.</exception>
    public static async Task<PageStructure> TakeForAsync(
        Act act, IReadOnlyCollection<ServiceComponentId> components, CancellationToken cancellationToken)
    {
        var rows = await act.Context.Set<ServiceComponent>().AsNoTracking().IgnoreQueryFilters([IArchivable.Filter])
            .Where(component => components.Contains(component.Id)).Select(component => component.PageId).ToListAsync(cancellationToken);
        return rows.Count == components.Distinct().Count()
            ? await TakeAsync(act, [.. rows.Distinct()], cancellationToken)
            : throw new NotFoundException("The component");
    }

    public ComponentGroup Group(ComponentGroupId id, int? expectedVersion = null) =>
        Act.Found(_groups.SingleOrDefault(group => group.Id == id && group.ArchivedAt is null), "The group", expectedVersion);

    public ComponentGroup AnyGroup(ComponentGroupId id) => Act.Found(_groups.SingleOrDefault(group => group.Id == id), "The group");

    public ServiceComponent Component(ServiceComponentId id, int? expectedVersion = null) =>
        Act.Found(_components.SingleOrDefault(component => component.Id == id && component.ArchivedAt is null), "The component", expectedVersion);

    /// <summary>Archived or not.</summary>
    public IReadOnlyList<ServiceComponent> All(IReadOnlyCollection<ServiceComponentId> ids)
    {
        var wanted = ids.ToHashSet();
        return [.. _components.Where(component => wanted.Contains(component.Id))];
    }

    /// <summary>Of that group, archived or not.</summary>
    public IEnumerable<ServiceComponent> In(ComponentGroupId group) => _components.Where(component => component.GroupId == group);

    public IReadOnlyList<ComponentGroup> GroupsInUse() => [.. _groups.Where(group => group.ArchivedAt is null)];

    /// <summary>In use and in that group, in their order.</summary>
    public IReadOnlyList<ServiceComponent> Siblings(PublicPageId page, ComponentGroupId? group) =>
        [.. _components.Where(component => component.PageId == page && component.GroupId == group && component.ArchivedAt is null)];

    public string? NameOf(ComponentGroupId? group) => group is { } id ? _groups.FirstOrDefault(one => one.Id == id)?.Name : null;

    public string NameOf(ServiceComponentId component) => _components.First(one => one.Id == component).Name;

    /// <summary>The position behind all components of the group, archived ones too, so that those find their places again.</summary>
    public int NextPosition(PublicPageId page, ComponentGroupId? group) =>
        _components.Where(component => component.PageId == page && component.GroupId == group).Select(component => component.Position).DefaultIfEmpty(-1).Max() + 1;

    public int NextGroupPosition() => _groups.Select(group => group.Position).DefaultIfEmpty(-1).Max() + 1;

    public void RequireRoom(PublicPageId page, int more)
    {
        if (_components.Count(component => component.PageId == page && component.ArchivedAt is null) + more > MostComponents)
        {
            throw new RuleViolationException($"A page holds {MostComponents} components at the most; use another page for more.");
        }
    }

    /// <summary>Puts it behind those of the group where it is not in it yet.</summary>
    /// <param name="group">Null: outside of groups.</param>
    public void Put(ServiceComponent component, ComponentGroupId? group)
    {
        if (component.GroupId == group)
        {
            return;
        }

        var position = NextPosition(component.PageId, group);
        if (group is { } id)
        {
            component.PutInto(Group(id));
        }
        else
        {
            component.TakeOut();
        }

        component.PlaceAt(position);
    }

    public Task<IReadOnlyDictionary<ServiceComponentId, string>> FactsAsync(
        IReadOnlyCollection<ServiceComponent> components, CancellationToken cancellationToken) =>
        ComponentFacts.JsonAsync(_act.Context, components, GroupNames, cancellationToken);

    /// <summary>Saves what was changed, and writes it down.</summary>
    /// <param name="name">Of the act.</param>
    /// <param name="before">The facts of those that were there before the act.</param>
    public async Task FinishAsync(
        string name,
        IReadOnlyCollection<ServiceComponent> changed,
        IReadOnlyDictionary<ServiceComponentId, string> before,
        CancellationToken cancellationToken)
    {
        await _act.Context.SaveChangesAsync(cancellationToken);
        var after = await FactsAsync(changed, cancellationToken);
        foreach (var component in changed)
        {
            _act.WriteDown(name, component.Id.Value, before.GetValueOrDefault(component.Id), after[component.Id]);
        }
    }
}
