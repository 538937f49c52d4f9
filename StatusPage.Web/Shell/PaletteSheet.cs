namespace StatusPage.Web.Shell;

/// <summary>The palette as a style sheet: the system's choice, unless the document says <c>data-scheme</c>.</summary>
internal static class PaletteSheet
{
    private static readonly string Css =
        $":root{{color-scheme:light;{Palette.Light.Variables}}}\n"
        + $"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{color-scheme:dark;{Palette.Dark.Variables}}}}}\n"
        + $":root[data-scheme=dark]{{color-scheme:dark;{Palette.Dark.Variables}}}\n";

    public static void MapPaletteSheet(this IEndpointRouteBuilder routes) => routes.MapGet("/staff/palette.css", Get).AllowAnonymous();

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "max-age=60";
        return TypedResults.Text(Css, "text/css; charset=utf-8");
    }
}
