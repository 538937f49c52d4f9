using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Snapshots;

/// <summary>
/// The 90 days of a component. One string instead of a component: a page of 400 rows is rendered on every change. Without the script it is a picture with
/// a text beside it; the script makes it a slider over the days.
/// </summary>
internal static class DayBar
{
    public static MarkupString Markup(ComponentView component)
    {
        if (component.Days.Count == 0)
        {
            return default;
        }

        var items = DayBarWords.Items(component.Days);
        var list = items.Length == 0 ? "" : $"<ul class=\"vh\">{items}</ul>";
        var label = HtmlEncoder.Default.Encode(DayBarWords.Summary(component));
        return new MarkupString(string.Create(
            CultureInfo.InvariantCulture,
            $"<div class=\"days\"><div class=\"bar\" role=\"img\" aria-label=\"{label}\" data-end=\"{component.Days[^1].Date:yyyy-MM-dd}\" data-n=\"{component.Days.Count}\">{DayBarPaths.Draw(component.Days)}</div>{list}</div>"));
    }
}
