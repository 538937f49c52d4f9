using System.Text.Json;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Serving;

/// <summary>All files of a page, made from one view of it. Immutable.</summary>
/// <param name="AtSlug">The files below <c>/s/{slug}</c>, by their name; the page itself is "".</param>
/// <param name="AtHost">The same below the root of a host.</param>
internal sealed record PageSnapshot(
    PublicPageId PageId,
    OrganizationId OrganizationId,
    PageView View,
    IReadOnlyDictionary<string, SnapshotFile> AtSlug,
    IReadOnlyDictionary<string, SnapshotFile> AtHost)
{
    // Clocks of nodes differ by less.
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(1);

    public long Version => View.Version;

    /// <summary>Whether its words are still those that would be rendered now. One from a clock that was ahead would else stay until that time.</summary>
    public bool IsFreshAt(DateTimeOffset now) => View.ValidUntil > now && View.RenderedAt - now <= LongestAhead;

    /// <summary>Whether this one may take the other's place.</summary>
    public bool MayReplace(PageSnapshot other, DateTimeOffset now) =>
        Version > other.Version
        || (Version == other.Version && (View.RenderedAt > other.View.RenderedAt || (IsFreshAt(now) && !other.IsFreshAt(now))));

    public RenderedPage ToStored() => new(
        PageId,
        OrganizationId,
        Version,
        View.RenderedAt,
        View.ValidUntil,
        JsonSerializer.Serialize(View, JsonForms.Kept),
        JsonSerializer.SerializeToUtf8Bytes(new Bundle(AtSlug, AtHost), JsonForms.Kept));

    /// <exception cref="JsonException">It was written by a version of the product that this one does not understand.</exception>
    public static PageSnapshot FromStored(RenderedPage stored)
    {
        var view = JsonSerializer.Deserialize<PageView>(stored.View, JsonForms.Kept) ?? throw new JsonException("A snapshot has no view.");
        var bundle = JsonSerializer.Deserialize<Bundle>(stored.Bundle, JsonForms.Kept) ?? throw new JsonException("A snapshot has no files.");
        return new PageSnapshot(stored.PageId, stored.OrganizationId, view, bundle.AtSlug, bundle.AtHost);
    }

    private sealed record Bundle(IReadOnlyDictionary<string, SnapshotFile> AtSlug, IReadOnlyDictionary<string, SnapshotFile> AtHost);
}
