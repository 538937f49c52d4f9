using Microsoft.AspNetCore.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Web.Snapshots;

/// <summary>The words of an incident for a component to show.</summary>
public static class IncidentMarkdown
{
    public static MarkupString ToHtml(string markdown) => new(SafeMarkdown.ToHtml(markdown));
}
