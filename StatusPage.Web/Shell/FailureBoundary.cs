using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace StatusPage.Web.Shell;

/// <summary>Keeps the frame alive when a page fails, and gives a reference under which the log has the rest.</summary>
public sealed partial class FailureBoundary(ILogger<FailureBoundary> logger) : ErrorBoundaryBase
{
    private string _reference = "";

    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = Guid.CreateVersion7().ToString("n")[^12..];
        Log.Failed(logger, exception, _reference);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenElement(1, "section");
        builder.AddAttribute(2, "class", "empty");
        builder.AddAttribute(3, "role", "alert");
        builder.AddMarkupContent(4, "<h1>This page failed</h1><p>That was not your fault. Reload it, or go elsewhere and come back.</p>");
        builder.OpenElement(5, "p");
        builder.AddContent(6, "Reference ");
        builder.OpenElement(7, "code");
        builder.AddContent(8, _reference);
        builder.CloseElement();
        builder.CloseElement();
        builder.CloseElement();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A page of the staff side failed; reference {Reference}")]
        public static partial void Failed(ILogger logger, Exception failure, string reference);
    }
}
