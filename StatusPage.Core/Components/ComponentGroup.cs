using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

public sealed class ComponentGroup : IOwned, IVersioned, IArchivable
{
    private ComponentGroup()
    {
        Name = "";
    }

    public ComponentGroup(ComponentGroupId id, OrganizationId organizationId, PublicPageId pageId, string name, int position)
    {
        Id = id;
        OrganizationId = organizationId;
        PageId = pageId;
        Name = Words.Required(name, "The group's name", 100);
        Position = position;
    }

    public ComponentGroupId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PublicPageId PageId { get; private set; }

    public ComponentGroupId? ParentId { get; private set; }

    public string Name { get; private set; }

    public int Position { get; private set; }

    public CollapseRule Collapse { get; private set; } = CollapseRule.AlwaysOpen;

    public DateTimeOffset? ArchivedAt { get; private set; }

    public int Version { get; set; }

    public void Rename(string name) => Name = Words.Required(name, "The group's name", 100);

    public void Fold(CollapseRule collapse) => Collapse = collapse;

    /// <summary>Puts it away; what is away already stays away since then.</summary>
    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;
}
