namespace StatusPage.Web.Snapshots;

/// <param name="Css">Stands verbatim between the style tags; the CSP names its hash.</param>
/// <param name="HasIncidentPages">Whether <c>incidents/{id}</c> below the page's root answers; without it only incidents on the page are linked.</param>
public sealed record PageAssets(string ScriptUrl, string Css, string CspHash, bool HasIncidentPages)
{
    /// <summary>Whether <c>subscribe</c> below the page's root answers.</summary>
    public bool HasSubscriptions { get; init; }

    public static PageAssets Current { get; } = new(PageScript.Url, PageStyle.Css, PageStyle.CspHash, HasIncidentPages: false);
}
