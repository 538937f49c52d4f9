using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

/// <summary>Whose slugs are whose, over all organisations of the installation.</summary>
internal static class PageSlugs
{
    /// <summary>Each is looked up in memory for every visitor who comes by an unknown address, and is written into every snapshot.</summary>
    private const int MostFormer = 50;

    /// <summary>Those that lead to the page from before, in the order in which it got them.</summary>
    public static async Task<IReadOnlyList<string>> FormerAsync(StatusPageContext context, PublicPage page, CancellationToken cancellationToken) =>
        await context.Set<HeldSlug>().AsNoTracking().Where(held => held.PageId == page.Id && held.Slug != page.Slug)
            .OrderBy(held => held.Since).ThenBy(held => held.Slug).Select(held => held.Slug).ToListAsync(cancellationToken);

    /// <param name="now">From what is archived for too long to be brought back, a slug may be taken.</param>
    /// <returns>Null when any page may take it.</returns>
    public static async Task<SlugHolder?> HolderAsync(StatusPageContext context, string slug, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Slugs are one space for all organisations, and archived pages keep theirs.
        var kept = now - IArchivable.Kept;
        return await context.Set<PublicPage>().IgnoreQueryFilters()
            .Where(page => page.Slug == slug || context.Set<HeldSlug>().Any(held => held.Slug == slug && held.PageId == page.Id))
            .Where(page => page.ArchivedAt == null || page.ArchivedAt > kept)
            .OrderBy(page => page.Slug == slug ? 0 : 1)
            .Select(page => new SlugHolder(page.Id, page.OrganizationId, page.Name, page.Slug == slug, page.ArchivedAt != null))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>From now on the slug is the page's, which has it or is about to get it.</summary>
    /// <param name="since">When the page got it, or gets it.</param>
    /// <exception cref="RuleViolationException">It is another's.</exception>
    public static async Task TakeAsync(Act act, PublicPageId page, string slug, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var context = act.Context;
        var holder = await HolderAsync(context, PageSlug.Checked(slug), act.Now, cancellationToken);
        if (holder?.Refusal(page, act.Actor.OrganizationId, slug) is { } refusal)
        {
            throw new RuleViolationException(refusal);
        }

        if (holder is null)
        {
            await FreeAsync(context, slug, act.Now - IArchivable.Kept, cancellationToken);
        }

        // Somebody who has taken it since then is found by the key.
        if (!await context.Set<HeldSlug>().AnyAsync(held => held.Slug == slug && held.PageId == page, cancellationToken))
        {
            context.Add(new HeldSlug(slug, act.Actor.OrganizationId, page, since));
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Gives a page another slug; the one that it has leads to it from then on.</summary>
    public static async Task MoveAsync(Act act, PublicPage page, string slug, CancellationToken cancellationToken)
    {
        await TakeAsync(act, page.Id, slug, act.Now, cancellationToken);

        // Pages of an older release have not taken the one that they were made with.
        await TakeAsync(act, page.Id, page.Slug, page.CreatedAt, cancellationToken);
        page.MoveTo(slug);
        if (await act.Context.Set<HeldSlug>().CountAsync(held => held.PageId == page.Id, cancellationToken) > MostFormer + 1)
        {
            throw new RuleViolationException(
                string.Create(CultureInfo.InvariantCulture, $"{MostFormer} former addresses lead to this page already; give one of them up first."));
        }
    }

    // Whoever has it is away for good, but its row is not, and keeps what has happened on it. Not whoever has taken it at this very moment.
    private static async Task FreeAsync(StatusPageContext context, string slug, DateTimeOffset kept, CancellationToken cancellationToken)
    {
        var gone = await context.Set<PublicPage>().IgnoreQueryFilters().Where(page => page.ArchivedAt <= kept)
            .Where(page => page.Slug == slug || context.Set<HeldSlug>().Any(held => held.Slug == slug && held.PageId == page.Id))
            .Select(page => new { page.Id, HasIt = page.Slug == slug }).ToListAsync(cancellationToken);
        foreach (var page in gone)
        {
            await context.Set<HeldSlug>().IgnoreQueryFilters().Where(held => held.PageId == page.Id && held.Slug == slug).ExecuteDeleteAsync(cancellationToken);
            if (page.HasIt)
            {
                var nobodys = $"gone-{page.Id}";
                await context.Set<PublicPage>().IgnoreQueryFilters().Where(row => row.Id == page.Id).ExecuteUpdateAsync(
                    row => row.SetProperty(one => one.Slug, nobodys).SetProperty(one => one.Version, one => one.Version + 1), cancellationToken);
            }
        }
    }
}
