using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Pages;

/// <summary>What somebody is typing about a page, and what is wrong with it.</summary>
public sealed class PageDraft
{
    private bool _ownSlug;

    /// <summary>The page will have it: a draft that is sent again because no answer came makes one page.</summary>
    public PublicPageId Id { get; init; } = PublicPageId.New();

    public string Name { get; private set; } = "";

    public string Slug { get; private set; } = "";

    public string TimeZone { get; set; } = "UTC";

    public PageVisibility Visibility { get; set; } = PageVisibility.Public;

    /// <summary>Whether it shall stand at the root of the installation.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Problems of what was left empty are shown to whoever tried to save.</summary>
    public bool WasSent { get; set; }

    public string? NameProblem => string.IsNullOrWhiteSpace(Name)
        ? "Give it a name that your customers know you by."
        : Refusal(() => Words.Required(Name, "The name", PublicPage.LongestName));

    /// <summary>Of its form alone; whether it is free only the installation knows.</summary>
    public string? SlugProblem => Slug.Length == 0 ? "Write the last part of the address, such as acme." : Refusal(() => PageSlug.Checked(Slug));

    public string? ZoneProblem => Refusal(() => Zones.Checked(TimeZone.Trim()));

    public bool IsComplete => NameProblem is null && SlugProblem is null && ZoneProblem is null;

    public static PageDraft From(PageDetails page) => new()
    {
        Id = page.Id,
        Name = page.Settings.Name,
        Slug = page.Settings.Slug,
        TimeZone = page.Settings.TimeZone,
        Visibility = page.Settings.Visibility,
        IsDefault = page.Settings.IsDefault,
        _ownSlug = true,
    };

    /// <summary>A new page like that one, under a name and a slug of its own.</summary>
    public static PageDraft CloneOf(PageDetails page)
    {
        var draft = new PageDraft { TimeZone = page.Settings.TimeZone, Visibility = page.Settings.Visibility };
        var name = $"Copy of {page.Settings.Name}";
        draft.Call(name[..Math.Min(name.Length, PublicPage.LongestName)]);
        return draft;
    }

    /// <summary>Names it, and proposes a slug for as long as nobody has written one.</summary>
    public void Call(string name)
    {
        Name = name;
        if (!_ownSlug)
        {
            Slug = string.IsNullOrWhiteSpace(name) ? "" : PageSlug.From(name);
        }
    }

    /// <summary>Whoever empties it wants it proposed again.</summary>
    public void WriteSlug(string slug)
    {
        Slug = slug.Trim().ToLowerInvariant();
        _ownSlug = Slug.Length > 0;
    }

    /// <summary>To be called on a complete one.</summary>
    public PageSettings ToSettings() => new(Name.Trim(), Slug, TimeZone.Trim(), Visibility, IsDefault);

    internal static PageDraft From(KeptPage kept) => new()
    {
        Id = new PublicPageId(kept.Id),
        Name = kept.Name,
        Slug = kept.Slug,
        TimeZone = kept.TimeZone,
        Visibility = kept.Visibility,
        IsDefault = kept.IsDefault,
        _ownSlug = kept.HasOwnSlug,
    };

    internal KeptPage Keep(UserId owner, int seen) => new(Id.Value, owner.Value, seen, Name, Slug, _ownSlug, TimeZone, Visibility, IsDefault);

    private static string? Refusal<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (RuleViolationException refusal)
        {
            return refusal.Message;
        }
    }
}
