using System.Globalization;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>A public page as a whole HTML document. It is rendered once a change, never interactively.</summary>
public sealed partial class PageDocument
{
    private PageContext _page = null!;

    [Parameter, EditorRequired]
    public required PageView View { get; set; }

    /// <summary>Empty on a host of its own, else <c>/s/{slug}</c>.</summary>
    [Parameter, EditorRequired]
    public required string Root { get; set; }

    [Parameter, EditorRequired]
    public required PageAssets Files { get; set; }

    [Parameter]
    public bool Stale { get; set; }

    [Parameter]
    public DateTimeOffset? AsOf { get; set; }

    private string? IncidentPages => Files.HasIncidentPages ? $"{Root}/incidents/" : null;

    // Empty while it is hidden, where only the script needs it: an instant here would make every render of the same words differ.
    private MarkupString StaleSince => Stale ? _page.Time(AsOf ?? View.RenderedAt, "ago") : new MarkupString("<time></time>");

    private string Initial => StringInfo.GetNextTextElement(View.Name.Length == 0 ? "?" : View.Name).ToUpperInvariant();

    // A dot in the colour of the banner, so that a row of tabs shows which page is in trouble.
    private string TabIcon =>
        "data:image/svg+xml," + Uri.EscapeDataString(
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='{PageStyle.Colour(View.Banner.Status.Key() + "-b")}'/></svg>");

    protected override void OnParametersSet() => _page = new PageContext(View, Root);
}
