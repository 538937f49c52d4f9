namespace StatusPage.Web.Draining;

/// <summary>
/// Tells a proxy that has no stickiness of its own which node has a browser's circuit. Only for the staff side, and only where the node has
/// been given a name: a proxy has to be told the names as well.
/// </summary>
internal sealed class NodeCookie(DrainSettings settings)
{
    public const string Name = "StatusPage.Node";

    private static readonly PathString[] Staff = ["/admin", "/account", "/_blazor"];

    public void Apply(HttpContext context, DrainState state)
    {
        if (settings.NodeName is not { } name || !Staff.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var isHere = context.Request.Cookies[Name] == name;
        if (state is DrainState.Serving && !isHere)
        {
            context.Response.Cookies.Append(Name, name, Options(context));
        }
        else if (state is not DrainState.Serving && isHere)
        {
            // Whoever asks again is to come to another node.
            context.Response.Cookies.Delete(Name, Options(context));
        }
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
    };
}
