using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using StatusPage.Web.Hosting;

namespace StatusPage.Web.Shell;

/// <summary>Pages that are a form or a notice: rendered for the request, without a circuit and without script.</summary>
internal static class StaticPage
{
    public static RazorComponentResult Result<TPage>(HttpContext context, int status, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.StaticPolicy;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    public static Task ShowAsync<TPage>(HttpContext context, int status, Dictionary<string, object?> parameters)
        where TPage : IComponent => Result<TPage>(context, status, parameters).ExecuteAsync(context);
}
