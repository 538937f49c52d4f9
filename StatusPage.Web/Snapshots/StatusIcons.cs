using Microsoft.AspNetCore.Components;
using StatusPage.Core.Components;

namespace StatusPage.Web.Snapshots;

/// <summary>References into the sprite of <see cref="IconSprite"/>: 40 bytes an icon instead of a drawing.</summary>
internal static class StatusIcons
{
    /// <summary>The shape only, in the colour of what surrounds it; hidden from screen readers, since the word stands beside it.</summary>
    public static MarkupString Shape(ComponentStatus status) =>
        new($"<svg class=\"i\" aria-hidden=\"true\"><use href=\"#s-{status.Key()}\"/></svg>");

    /// <summary>Shape and word.</summary>
    public static MarkupString Badge(ComponentStatus status, string? words = null) =>
        new($"<span class=\"st s-{status.Key()}\">{Shape(status)}{words ?? status.Words()}</span>");
}
