using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using StatusPage.Web.Hosting;

namespace StatusPage.Web.Shell;

/// <summary>The document around the staff side. Rendered once per visit; everything in it is the circuit's.</summary>
public sealed partial class App
{
    // Not prerendered: what a board showed before its circuit is there would be old, and everything would be read twice.
    private readonly InteractiveServerRenderMode _live = new(prerender: false);

    [CascadingParameter]
    public HttpContext? Context { get; set; }

    private string? Theme => Context?.Request.Cookies["StatusPage.Theme"];

    private bool StartsDark => (Theme ?? Context?.Request.Cookies["StatusPage.Scheme"]) == "dark";

    private string? Address => Context?.Connection.RemoteIpAddress?.ToString();

    private string? Reference => Context is null ? null : Failures.Reference(Context);
}
