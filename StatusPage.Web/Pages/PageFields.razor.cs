using Microsoft.AspNetCore.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Pages;

/// <summary>The fields of a page's settings.</summary>
public sealed partial class PageFields(NavigationManager navigation)
{
    private static readonly PageVisibility[] Offered = [PageVisibility.Public, PageVisibility.Unlisted];

    private static readonly Dictionary<string, object?> NameMark = new(StringComparer.Ordinal) { ["data-test"] = "name", ["aria-required"] = "true" };
    private static readonly Dictionary<string, object?> SlugMark = new(StringComparer.Ordinal) { ["data-test"] = "slug", ["aria-required"] = "true", ["autocomplete"] = "off", ["autocapitalize"] = "none", ["spellcheck"] = "false" };
    private static readonly Dictionary<string, object?> ZoneMark = new(StringComparer.Ordinal) { ["data-test"] = "zone", ["list"] = "zones", ["autocomplete"] = "off" };

    /// <summary>Written to as it is typed.</summary>
    [Parameter, EditorRequired]
    public required PageDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public required PageSurroundings Around { get; set; }

    /// <summary>What the page is now; null for a new one.</summary>
    [Parameter]
    public PageSettings? Saved { get; set; }

    /// <summary>About the slug as it stands; null while nobody has looked.</summary>
    [Parameter]
    public SlugAnswer? SlugAnswer { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private string? SlugShown => Shown(Draft.SlugProblem, Draft.Slug) ? Draft.SlugProblem : SlugAnswer?.Problem;

    // Where nobody has said how the installation is reached, as this browser reaches it.
    private string Address => $"{(Around.Base.StartsWith('/') ? navigation.BaseUri.TrimEnd('/') : null)}{Around.Base}{(Draft.Slug.Length > 0 ? Draft.Slug : "…")}";

    private bool MayChooseRoot => Around.Root is not RootState.OtherOrganization && Saved is not { IsDefault: true };

    private string RootWords => (Around.Root, Saved) switch
    {
        (RootState.OtherOrganization, _) => "Another organisation has its page there.",
        (_, { IsDefault: true }) => "It stands there. To change that, put another page there.",
        (RootState.OwnPage, _) => $"{Around.RootPage?.Name} stands there now, and keeps its own address.",
        (RootState.Empty, _) => "Nothing stands there now; visitors of the root are led to the log-in.",
    };

    private Task Write(Action write)
    {
        write();
        return OnChanged.InvokeAsync();
    }

    // What is empty because nobody has come to it yet is no mistake.
    private bool Shown(string? problem, string text) => problem is not null && (Draft.WasSent || text.Length > 0);
}
