using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using StatusPage.Core.Notifications;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>Makes the whole document of a public page. Safe to use from several threads.</summary>
public sealed class SnapshotHtml(IServiceScopeFactory scopes, ILoggerFactory loggers, MailOptions? mail = null)
{
    /// <param name="root">Empty on a host of its own, else <c>/s/{slug}</c>.</param>
    /// <param name="stale">Whether the page itself says that it may be old.</param>
    /// <param name="asOf">When somebody last confirmed this version. Null leaves it to the script, so that the same words stay the same bytes.</param>
    public async Task<string> RenderAsync(PageView view, string root, bool stale, DateTimeOffset? asOf)
    {
        // A renderer has one dispatcher and keeps what it rendered: one each, thrown away.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(PageDocument.View)] = view,
                [nameof(PageDocument.Root)] = root,
                [nameof(PageDocument.Files)] = PageAssets.Current with { HasSubscriptions = mail?.IsOn is true },
                [nameof(PageDocument.Stale)] = stale,
                [nameof(PageDocument.AsOf)] = asOf,
            });
            var document = await renderer.RenderComponentAsync<PageDocument>(parameters);
            return document.ToHtmlString();
        });
    }
}
