using StatusPage.Core.Components;
using StatusPage.Core.Incidents;

namespace StatusPage.Core.Pages;

/// <summary>What is stored about a page, as far as its visitors may learn of it.</summary>
/// <param name="Components">Visible ones, in the order of the page.</param>
/// <param name="Statements">Of the visible components, as far as they reach into the days that are shown.</param>
/// <param name="Incidents">On this page: open, or not over before the days that are shown; latest started first, with their updates.</param>
public sealed record PageFacts(
    PublicPage Page,
    IReadOnlyList<ComponentGroup> Groups,
    IReadOnlyList<ServiceComponent> Components,
    ILookup<ServiceComponentId, StatusStatement> Statements,
    IReadOnlyList<Incident> Incidents)
{
    /// <summary>Slugs that lead to the page from before.</summary>
    public IReadOnlyList<string> FormerSlugs { get; init; } = [];
}
