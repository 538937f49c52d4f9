using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

internal sealed class PageCommands(Acts acts, Database database, TimeProvider time) : IPageCommands
{
    private const string What = "The page";

    public Task CreateAsync(Actor actor, PublicPageId id, PageSettings settings, PublicPageId? cloneOf, CancellationToken cancellationToken) => OneOfTwoAsync(
        actor,
        () => acts.RunAsync(actor, Role.Admin, act => MakeAsync(act, id, settings, cloneOf, cancellationToken), cancellationToken),
        context => IsMadeAsync(context, id, cancellationToken),
        id,
        settings,
        cancellationToken);

    public Task ChangeAsync(Actor actor, PublicPageId id, int? expectedVersion, PageSettings settings, CancellationToken cancellationToken) => OneOfTwoAsync(
        actor,
        () => acts.RunAsync(actor, Role.Admin, act => ChangeAsync(act, id, expectedVersion, settings, cancellationToken), cancellationToken),
        static _ => Task.FromResult(false),
        id,
        settings,
        cancellationToken);

    public Task GiveUpSlugAsync(Actor actor, PublicPageId id, string slug, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var page = Act.Found(await act.Context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), What);
            var held = await act.Context.Set<HeldSlug>().SingleOrDefaultAsync(
                row => row.Slug == slug && row.PageId == id && row.Slug != page.Slug, cancellationToken);
            if (held is not null)
            {
                var before = await PageRecord.JsonAsync(act.Context, page, cancellationToken);
                act.Context.Remove(held);

                // A slug is part of the page, though it is a row of its own.
                act.Context.Entry(page).Property(row => row.Name).IsModified = true;
                await FinishAsync(act, page, "page.address_given_up", before, cancellationToken);
            }
        },
        cancellationToken);

    public Task ArchiveAsync(Actor actor, PublicPageId id, int? expectedVersion, PageAtRoot? atRoot, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var page = Act.Found(
                await act.Context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), What, expectedVersion);
            var before = await PageRecord.JsonAsync(act.Context, page, cancellationToken);
            var next = page.IsDefault ? await NextAtRootAsync(act, page, atRoot, cancellationToken) : null;
            page.LeaveRoot();
            page.Archive(act.Now);
            await act.Context.SaveChangesAsync(cancellationToken);
            if (next is not null)
            {
                var was = await PageRecord.JsonAsync(act.Context, next, cancellationToken);
                next.MakeDefault();
                await FinishAsync(act, next, "page.changed", was, cancellationToken);
            }

            await FinishAsync(act, page, "page.archived", before, cancellationToken);
        },
        cancellationToken);

    public Task RestoreAsync(Actor actor, PublicPageId id, bool toRoot, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var page = Act.Found(await Whatever(act.Context).SingleOrDefaultAsync(row => row.Id == id, cancellationToken), What);
            if (page.ArchivedAt is not null)
            {
                var before = await PageRecord.JsonAsync(act.Context, page, cancellationToken);
                page.Restore(act.Now);
                await act.Context.SaveChangesAsync(cancellationToken);
                if (toRoot)
                {
                    await PageRoot.TakeAsync(act, page, cancellationToken);
                }

                await FinishAsync(act, page, "page.restored", before, cancellationToken);
            }
        },
        cancellationToken);

    private static async Task MakeAsync(Act act, PublicPageId id, PageSettings settings, PublicPageId? cloneOf, CancellationToken cancellationToken)
    {
        var context = act.Context;
        if (await IsMadeAsync(context, id, cancellationToken))
        {
            return;
        }

        var page = new PublicPage(id, act.Actor.OrganizationId, settings.Name, settings.Slug, settings.TimeZone, act.Now);
        page.ShowTo(settings.Visibility);
        await PageSlugs.TakeAsync(act, id, page.Slug, act.Now, cancellationToken);
        context.Add(page);
        await context.SaveChangesAsync(cancellationToken);
        if (cloneOf is { } source)
        {
            var copied = Act.Found(await context.Set<PublicPage>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == source, cancellationToken), What);
            await PageClone.CopyAsync(act, copied.Id, id, cancellationToken);
        }

        if (settings.IsDefault)
        {
            await PageRoot.TakeAsync(act, page, cancellationToken);
        }

        await FinishAsync(act, page, "page.created", before: null, cancellationToken);
    }

    private static async Task ChangeAsync(Act act, PublicPageId id, int? expectedVersion, PageSettings settings, CancellationToken cancellationToken)
    {
        var page = Act.Found(await act.Context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), What, expectedVersion);
        var before = await PageRecord.JsonAsync(act.Context, page, cancellationToken);
        if (page.IsDefault && !settings.IsDefault)
        {
            throw new RuleViolationException("This page stands at the root of the installation. Put another page there, and this one leaves.");
        }

        if (settings.IsDefault)
        {
            await PageRoot.TakeAsync(act, page, cancellationToken);
        }

        if (settings.Slug != page.Slug)
        {
            await PageSlugs.MoveAsync(act, page, settings.Slug, cancellationToken);
        }

        page.Rename(settings.Name);
        page.CountDaysIn(settings.TimeZone);
        page.ShowTo(settings.Visibility);

        // Also where all is as it was: whoever saves waits for a version above the one that they have seen.
        act.Context.Entry(page).Property(row => row.Name).IsModified = true;
        await FinishAsync(act, page, "page.changed", before, cancellationToken);
    }

    private static async Task<PublicPage?> NextAtRootAsync(Act act, PublicPage leaving, PageAtRoot? atRoot, CancellationToken cancellationToken) => atRoot switch
    {
        null => throw new RuleViolationException("This page stands at the root of the installation. Say which page stands there from then on, or that none does."),
        { Page: null } => null,
        { Page: { } id } when id == leaving.Id => throw new RuleViolationException("A page that is archived cannot stand at the root of the installation; choose another."),
        { Page: { } id } => Act.Found(await act.Context.Set<PublicPage>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken), What),
    };

    private static async Task FinishAsync(Act act, PublicPage page, string name, string? before, CancellationToken cancellationToken)
    {
        await act.Context.SaveChangesAsync(cancellationToken);
        await PageChanges.RaiseAsync(act.Context, [page.Id], cancellationToken);
        act.WriteDown(name, page.Id.Value, before, await PageRecord.JsonAsync(act.Context, page, cancellationToken));

        // Of one that was put away nothing is rendered any more, but those who serve it have to hear.
        act.Announce(ChangeKind.Page, page.Id.Value);
        act.Announce(ChangeKind.Settings, page.Id.Value);
    }

    // What two people want at the same moment the indexes give to one of them.
    private async Task OneOfTwoAsync(
        Actor actor,
        Func<Task> run,
        Func<StatusPageContext, Task<bool>> isDone,
        PublicPageId id,
        PageSettings settings,
        CancellationToken cancellationToken)
    {
        try
        {
            await run();
        }
        catch (DbUpdateException)
        {
            var scope = DataScope.Of(actor.OrganizationId);
            if (await database.ReadAsync(scope, isDone, cancellationToken))
            {
                return;
            }

            var holder = await database.ReadAsync(
                scope, context => PageSlugs.HolderAsync(context, settings.Slug, time.GetUtcNow(), cancellationToken), cancellationToken);
            if (holder?.Refusal(id, actor.OrganizationId, settings.Slug) is { } refusal)
            {
                throw new RuleViolationException(refusal);
            }

            if (settings.IsDefault && await database.ReadAsync(scope, context => PageRoot.IsTakenAsync(context, id, cancellationToken), cancellationToken))
            {
                throw new StaleVersionException();
            }

            throw;
        }
    }

    private static Task<bool> IsMadeAsync(StatusPageContext context, PublicPageId id, CancellationToken cancellationToken) =>
        Whatever(context).AnyAsync(page => page.Id == id, cancellationToken);

    private static IQueryable<PublicPage> Whatever(StatusPageContext context) => context.Set<PublicPage>().IgnoreQueryFilters([IArchivable.Filter]);
}
