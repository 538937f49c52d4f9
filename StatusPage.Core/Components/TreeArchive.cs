namespace StatusPage.Core.Components;

/// <summary>What of a page is archived and can be brought back, latest first.</summary>
internal static class TreeArchive
{
    public static IReadOnlyList<ArchivedGroup> Groups(IReadOnlyList<ComponentGroup> groups, IReadOnlyList<ServiceComponent> components) =>
    [
        .. groups.Where(group => group.ArchivedAt is not null).OrderByDescending(group => group.ArchivedAt).Select(group => new ArchivedGroup(
            group.Id,
            group.Name,
            group.ArchivedAt.GetValueOrDefault(),
            group.ArchivedAt.GetValueOrDefault() + IArchivable.Kept,
            components.Count(component => component.GroupId == group.Id && component.ArchivedAt == group.ArchivedAt))),
    ];

    public static IReadOnlyList<ArchivedComponent> Components(IReadOnlyList<ComponentGroup> groups, IReadOnlyList<ServiceComponent> components)
    {
        var byId = groups.ToDictionary(group => group.Id);
        return
        [
            .. components.Where(component => component.ArchivedAt is not null && GroupOf(component)?.ArchivedAt != component.ArchivedAt)
                .OrderByDescending(component => component.ArchivedAt)
                .Select(component => new ArchivedComponent(
                    component.Id,
                    component.Name,
                    GroupOf(component) is { ArchivedAt: null } group ? group.Name : null,
                    component.ArchivedAt.GetValueOrDefault(),
                    component.ArchivedAt.GetValueOrDefault() + IArchivable.Kept)),
        ];

        ComponentGroup? GroupOf(ServiceComponent component) => component.GroupId is { } id ? byId.GetValueOrDefault(id) : null;
    }
}
