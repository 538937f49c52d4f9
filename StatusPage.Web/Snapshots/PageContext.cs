using System.Globalization;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>What the parts of one page have in common: where it lives, its zone, and which incidents have a place on it.</summary>
public sealed class PageContext
{
    // Beyond this a page that is all open is no overview any more: groups fold, what is broken comes first.
    private const int ManyComponents = 40;

    private readonly TimeZoneInfo _zone;
    private readonly int _year;

    public PageContext(PageView view, string root)
    {
        Root = root;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(view.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        _year = TimeZoneInfo.ConvertTime(view.RenderedAt, _zone).Year;
        Components = view.Groups.Sum(group => group.Components.Count);
        ComponentIds = view.Groups.SelectMany(group => group.Components).Select(component => component.Id).ToHashSet(StringComparer.Ordinal);
        OpenIncidents = view.Open.Select(incident => incident.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Empty on a host of its own, else <c>/s/{slug}</c>.</summary>
    public string Root { get; }

    /// <summary>How the percentages come about; a figure without its rule says nothing.</summary>
    public string UptimeRule { get; } = PageWords.Of(Core.Uptime.UptimeRule.Standard);

    public int Components { get; }

    public bool HasMany => Components > ManyComponents;

    public IReadOnlySet<string> ComponentIds { get; }

    public IReadOnlySet<string> OpenIncidents { get; }

    /// <summary>
    /// An instant in the page's zone, which the script words anew in the visitor's: <c>time</c>, <c>ago</c> and <c>since</c> (with how long it has
    /// been), <c>countdown</c>.
    /// </summary>
    public MarkupString Time(DateTimeOffset at, string format = "time")
    {
        var local = TimeZoneInfo.ConvertTime(at, _zone);
        var pattern = local.Year == _year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
        return new MarkupString(string.Create(
            CultureInfo.InvariantCulture,
            $"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\" data-f=\"{format}\">{local.ToString(pattern, CultureInfo.InvariantCulture)}</time>"));
    }
}
