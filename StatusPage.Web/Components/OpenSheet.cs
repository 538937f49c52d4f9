using StatusPage.Core.Accounts;
using StatusPage.Core.Components;

namespace StatusPage.Web.Components;

/// <summary>What of the tree is open beside it: a component, a group or nothing.</summary>
internal sealed class OpenSheet
{
    public TreeComponent? Component { get; private set; }

    public TreeGroup? Group { get; private set; }

    /// <summary>Whether somebody has archived it since it was opened.</summary>
    public bool IsGone { get; private set; }

    /// <summary>A draft to go on with, as one that came along from another node, until something else is opened.</summary>
    public string? Carried { get; set; }

    public bool IsOpen => Component is not null || Group is not null;

    /// <param name="draft">What was typed about it before; null for nothing.</param>
    public void Show(TreeComponent component, string? draft = null) => (Component, Group, IsGone, Carried) = (component, null, false, draft);

    public void Show(TreeGroup group) => (Component, Group, IsGone, Carried) = (null, group, false, null);

    public void Close() => (Component, Group, IsGone, Carried) = (null, null, false, null);

    /// <summary>Shows what was read anew. What somebody else has archived stays open for whoever types in it.</summary>
    public void TakeUp(PageTree tree, UserId owner)
    {
        if (Component is { } open)
        {
            var newer = tree.Components.FirstOrDefault(component => component.Id == open.Id);
            (Component, IsGone) = (newer ?? open, newer is null);
        }
        else if (Group is { } group)
        {
            var newer = tree.Groups.FirstOrDefault(one => one.Id == group.Id);
            (Group, IsGone) = (newer ?? group, newer is null);
        }
        else if (KeptComponent.Read(Carried) is { } kept && kept.Owner == owner.Value)
        {
            Component = tree.Components.FirstOrDefault(component => component.Id.Value == kept.Id);
        }
    }
}
