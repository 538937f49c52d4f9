using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Audit;
using StatusPage.Core.Live;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Pages;

/// <summary>Which page stands at the root of the installation: one of all organisations, or none.</summary>
internal static class PageRoot
{
    /// <summary>Puts a saved page there, in place of another of its organisation. The caller saves it again.</summary>
    /// <exception cref="RuleViolationException">Another organisation has its page there.</exception>
    public static async Task TakeAsync(Act act, PublicPage page, CancellationToken cancellationToken)
    {
        var holder = await act.Context.Set<PublicPage>().IgnoreQueryFilters().AsNoTracking()
            .Where(row => row.IsDefault).SingleOrDefaultAsync(cancellationToken);
        if (holder?.Id == page.Id)
        {
            return;
        }

        if (holder is not null && holder.OrganizationId != act.Actor.OrganizationId)
        {
            throw new RuleViolationException("Another organisation has its page at the root of this installation. Yours keeps the address that it has.");
        }

        if (holder is not null)
        {
            var standing = await act.Context.Set<PublicPage>().SingleAsync(row => row.Id == holder.Id, cancellationToken);
            var before = await PageRecord.JsonAsync(act.Context, standing, cancellationToken);

            // Saved before the other one comes: there is one at the most, at any moment.
            standing.LeaveRoot();
            await act.Context.SaveChangesAsync(cancellationToken);
            act.WriteDown("page.changed", standing.Id.Value, before, await PageRecord.JsonAsync(act.Context, standing, cancellationToken));
            act.Announce(ChangeKind.Settings, standing.Id.Value);
            await PageChanges.RaiseAsync(act.Context, [standing.Id], cancellationToken);
        }

        page.MakeDefault();
    }

    /// <summary>Whether another page stands there.</summary>
    public static Task<bool> IsTakenAsync(StatusPageContext context, PublicPageId page, CancellationToken cancellationToken) =>
        context.Set<PublicPage>().IgnoreQueryFilters().AnyAsync(row => row.IsDefault && row.Id != page, cancellationToken);
}
