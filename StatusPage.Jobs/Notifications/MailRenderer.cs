using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StatusPage.Jobs.Notifications;

/// <summary>Makes the HTML of a mail from its component. Safe from any thread.</summary>
internal sealed class MailRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> RenderAsync<TMail>(Dictionary<string, object?> parameters)
        where TMail : IComponent
    {
        // A renderer has one dispatcher and keeps what it rendered: one each, thrown away.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TMail>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
