using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using MudBlazor;
using MudBlazor.Services;
using StatusPage.Web.Hosting;
using StatusPage.Web.Incidents;

namespace StatusPage.Web.Shell;

/// <summary>The frame of the staff side: Blazor on circuits, below /admin only.</summary>
internal static class ShellFeature
{
    // A board stays open through a restart of the proxy, and a laptop's lid is closed for longer than the default of three minutes.
    private static readonly TimeSpan CircuitKept = TimeSpan.FromMinutes(5);

    // A circuit that moves sends back what it carried, escaped, encrypted and in base 64: up to eight bytes a character of a long draft.
    private const int LargestMessage = 512 * 1024;

    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents(options => options.DisconnectedCircuitRetentionPeriod = CircuitKept)
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessage)
            .RegisterPersistentService<ThemeChoice>(RenderMode.InteractiveServer);
        services.AddCascadingAuthenticationState();
        services.AddSingleton<MethodsOfPaths>();
        services.AddScoped<ThemeChoice>().AddScoped<SaveAttempt>().AddScoped<KeptDrafts>();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
    }

    public static void MapShell(this WebApplication app)
    {
        // The header that this would add is part of SecurityHeaders already.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        app.MapPaletteSheet();
        app.MapFallback("{*path}", NothingHere).AllowAnonymous();
    }

    private static IResult NothingHere(HttpContext context, MethodsOfPaths methods)
    {
        if (methods.Of(context.Request.Path) is not { Count: > 0 } known)
        {
            return NotFound(context);
        }

        context.Response.Headers.Allow = string.Join(", ", known);
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    public static RazorComponentResult NotFound(HttpContext context) => StaticPage.Result<NoticePage>(context, StatusCodes.Status404NotFound, new()
    {
        [nameof(NoticePage.Title)] = "Nothing here",
        [nameof(NoticePage.Text)] = "There is no page at this address. It may have a typing error, or the page is gone.",
        [nameof(NoticePage.Link)] = "/",
        [nameof(NoticePage.LinkText)] = "To the start",
    });
}
