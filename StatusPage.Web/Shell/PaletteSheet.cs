using StatusPage.Core;

namespace StatusPage.Web.Shell;

/// <summary>
/// The palette as a style sheet: the system's choice, unless the document says <c>data-scheme</c>. Once the frame of the staff side stands, it
/// decides: its class comes with MudBlazor's colours in one change, so that nobody sees the one light and the other dark.
/// </summary>
internal static class PaletteSheet
{
    private static readonly string Css =
        $":root{{color-scheme:light;{StatusPalette.Light.Variables}}}\n"
        + $"@media (prefers-color-scheme:dark){{:root:not([data-scheme]){{{Dark}}}}}\n"
        + $":root[data-scheme=dark]:not(:has(.frame:not(.dark))),:root:has(.frame.dark){{{Dark}}}\n";

    private static string Dark => $"color-scheme:dark;{StatusPalette.Dark.Variables}";

    public static void MapPaletteSheet(this IEndpointRouteBuilder routes) => routes.MapGet("/staff/palette.css", Get).AllowAnonymous();

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "max-age=60";
        return TypedResults.Text(Css, "text/css; charset=utf-8");
    }
}
