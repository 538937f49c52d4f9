using StatusPage.Core.Components;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Pages;

internal sealed class PagePreviews(IPageQueries pages, TimeProvider time) : IPagePreviews
{
    private const string Unnamed = "Your page";

    public async Task<PageView> ViewAsync(OrganizationId organization, PublicPageId page, string? name, string? timeZone, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var facts = await pages.FactsAsync(page, now, cancellationToken) is { } found && found.Page.OrganizationId == organization
            ? found
            : Empty(organization, now);

        // A copy of what is stored, which nobody saves.
        Try(() => facts.Page.Rename(name ?? ""));
        Try(() => facts.Page.CountDaysIn(timeZone ?? ""));
        return PageViewBuilder.Build(facts, now);
    }

    private static PageFacts Empty(OrganizationId organization, DateTimeOffset now) => new(
        new PublicPage(PublicPageId.New(), organization, Unnamed, "preview", "UTC", now),
        [],
        [],
        Array.Empty<StatusStatement>().ToLookup(_ => default(ServiceComponentId)),
        []);

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (RuleViolationException)
        {
            // Still being typed; the form says what is wrong with it.
        }
    }
}
