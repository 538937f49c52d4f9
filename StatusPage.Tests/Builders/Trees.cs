using StatusPage.Core.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Builders;

/// <summary>Trees of components as the editor reads them, written as <c>API / Web: Shop, Log-in</c>.</summary>
internal static class Trees
{
    public static PageTree Read(string outline)
    {
        var parts = outline.Split(" / ");
        return new PageTree(PublicPageId.New(), "Acme", "acme", PageVisibility.Public, [Group(null, parts[0]), .. parts[1..].Select(Named)], [], []);
    }

    public static string Write(PageTree tree) => string.Join(" / ", tree.Groups.Select(group =>
        $"{(group.Name is { } name ? $"{name}: " : "")}{string.Join(", ", group.Components.Select(component => component.Name))}"));

    public static TreeComponent Find(PageTree tree, string name) => tree.Components.Single(component => component.Name == name);

    public static TreeComponent Component(string name, ComponentGroupId? group = null) => new(
        ServiceComponentId.New(), group, name, null, null, Visible: true, Version: 1, ComponentStatus.Operational, null, null, []);

    private static TreeGroup Named(string part) => Group(part.Split(": ")[0], part.Split(": ")[1]);

    private static TreeGroup Group(string? name, string components)
    {
        ComponentGroupId? id = name is null ? null : ComponentGroupId.New();
        return new TreeGroup(
            id,
            name,
            CollapseRule.AlwaysOpen,
            ComponentStatus.Operational,
            Version: 1,
            [.. components.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(one => Component(one, id))]);
    }
}
