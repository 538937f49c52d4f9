using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Components;

/// <summary>One thing that customers know by name. It has no status of its own: see <see cref="StatusSpan"/>.</summary>
public sealed class ServiceComponent : IOwned, IVersioned, IArchivable
{
    private ServiceComponent()
    {
        Name = "";
    }

    public ServiceComponent(
        ServiceComponentId id, OrganizationId organizationId, PublicPageId pageId, string name, int position, DateTimeOffset createdAt)
    {
        Id = id;
        OrganizationId = organizationId;
        PageId = pageId;
        Name = Words.Required(name, "The component's name", 100);
        Position = position;
        CreatedAt = createdAt;
    }

    public ServiceComponentId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PublicPageId PageId { get; private set; }

    public ComponentGroupId? GroupId { get; private set; }

    public string Name { get; private set; }

    public string? Description { get; private set; }

    public string? Link { get; private set; }

    public int Position { get; private set; }

    public bool Visible { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ArchivedAt { get; private set; }

    public int Version { get; set; }

    public void Rename(string name) => Name = Words.Required(name, "The component's name", 100);

    public void Describe(string? description) => Description = Words.Optional(description, "The description", 500);

    public void LinkTo(string? address) => Link = ComponentLink.Checked(address);

    public void PutInto(ComponentGroup group) => GroupId = group.PageId == PageId
        ? group.Id
        : throw new RuleViolationException("The group stands on another page.");

    public void TakeOut() => GroupId = null;

    /// <param name="position">Among those of the same group; the lowest comes first.</param>
    public void PlaceAt(int position) => Position = position;

    public void Hide() => Visible = false;

    public void Show() => Visible = true;

    /// <summary>Puts it away; what is away already stays away since then.</summary>
    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore() => ArchivedAt = null;

    internal void Return(ComponentBefore before) =>
        (Visible, GroupId, Position, ArchivedAt) = (before.Visible, before.GroupId, before.Position, before.ArchivedAt);
}
