using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

/// <summary>The newest rendered snapshot of a page, as every Web node can pick it up. Written only over an older one.</summary>
public sealed class PageSnapshotRow : IOwned
{
    private PageSnapshotRow()
    {
        View = "";
        Bundle = [];
    }

    public PublicPageId PageId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The content version that it was made from.</summary>
    public long ContentVersion { get; private set; }

    public DateTimeOffset RenderedAt { get; private set; }

    public DateTimeOffset ValidUntil { get; private set; }

    /// <summary>The <see cref="PageView"/> as JSON.</summary>
    public string View { get; private set; }

    /// <summary>The rendered files, in a form that only Web knows.</summary>
    public byte[] Bundle { get; private set; }
}
