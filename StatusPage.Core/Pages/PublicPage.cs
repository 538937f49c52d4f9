using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

public sealed class PublicPage : IOwned, IVersioned, IArchivable
{
    public const int LongestName = 100;

    private const string NameWords = "The page's name";

    private PublicPage()
    {
        Name = Slug = TimeZone = Language = "";
    }

    public PublicPage(PublicPageId id, OrganizationId organizationId, string name, string slug, string timeZone, DateTimeOffset createdAt)
    {
        Id = id;
        OrganizationId = organizationId;
        Name = Words.Required(name, NameWords, LongestName);
        Slug = PageSlug.Checked(slug);
        TimeZone = Zones.Checked(timeZone);
        Language = "en";
        CreatedAt = createdAt;
    }

    public PublicPageId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; }

    public string Slug { get; private set; }

    /// <summary>IANA name; a day of this page begins at midnight there.</summary>
    public string TimeZone { get; private set; }

    /// <summary>BCP 47.</summary>
    public string Language { get; private set; }

    public PageVisibility Visibility { get; private set; } = PageVisibility.Public;

    /// <summary>The one page that any host without a page of its own shows at its root.</summary>
    public bool IsDefault { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Raised in the transaction of whatever changes what the page says; a snapshot carries the one it was made from.</summary>
    public long ContentVersion { get; private set; } = 1;

    public DateTimeOffset? ArchivedAt { get; private set; }

    public int Version { get; set; }

    public void Rename(string name) => Name = Words.Required(name, NameWords, LongestName);

    public void MoveTo(string slug) => Slug = PageSlug.Checked(slug);

    public void CountDaysIn(string timeZone) => TimeZone = Zones.Checked(timeZone);

    public void ShowTo(PageVisibility visibility) => Visibility = visibility.IsForEverybody() || visibility == Visibility
        ? visibility
        : throw new RuleViolationException("A page is public or unlisted; who may see it cannot be narrowed further.");

    public void MakeDefault() => IsDefault = true;

    public void LeaveRoot() => IsDefault = false;

    /// <summary>Puts it away; what is away already stays away since then.</summary>
    public void Archive(DateTimeOffset at) => ArchivedAt ??= at;

    public void Restore(DateTimeOffset at)
    {
        if (ArchivedAt + IArchivable.Kept <= at)
        {
            throw new RuleViolationException($"The page was archived more than {IArchivable.Kept.TotalDays:0} days ago and cannot be brought back.");
        }

        ArchivedAt = null;
    }
}
