using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

internal sealed class GroupCommands(Acts acts, Database database) : IGroupCommands
{
    public async Task CreateAsync(Actor actor, ComponentGroupId id, PublicPageId page, GroupSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await acts.RunAsync(actor, Role.Admin, act => CreateAsync(act, id, page, settings, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The same on another node may have been faster.
            if (!await database.ReadAsync(DataScope.Of(actor.OrganizationId), context => IsMadeAsync(context, id, cancellationToken), cancellationToken))
            {
                throw;
            }
        }
    }

    public Task ChangeAsync(Actor actor, ComponentGroupId id, int? expectedVersion, GroupSettings settings, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var structure = await TakeAsync(act, id, cancellationToken);
            var group = structure.Group(id, expectedVersion);
            var before = ComponentFacts.Json(group);
            group.Rename(settings.Name);
            group.Fold(settings.Collapse);

            // Whoever saves it has decided that it is so, also where it was so before.
            act.Context.Entry(group).Property(row => row.Name).IsModified = true;
            act.WriteDown("group.changed", id.Value, before, ComponentFacts.Json(group));
        },
        cancellationToken);

    public Task ArrangeAsync(Actor actor, PublicPageId page, WantedOrder<ComponentGroupId> order, CancellationToken cancellationToken) => acts.RunAsync(
        actor, Role.Admin, act => Arrangement.OfGroupsAsync(act, page, order, cancellationToken), cancellationToken);

    public Task ArchiveAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var structure = await TakeAsync(act, id, cancellationToken);
            var group = structure.AnyGroup(id);
            if (group.ArchivedAt is not null)
            {
                return;
            }

            var components = structure.In(id).Where(component => component.ArchivedAt is null).ToList();
            var facts = await structure.FactsAsync(components, cancellationToken);
            var before = ComponentFacts.Json(group);
            group.Archive(act.Now);
            components.ForEach(component => component.Archive(act.Now));
            act.WriteDown("group.archived", id.Value, before, ComponentFacts.Json(group));
            await structure.FinishAsync("component.archived", components, facts, cancellationToken);
        },
        cancellationToken);

    public Task RestoreAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken) => acts.RunAsync(
        actor,
        Role.Admin,
        async act =>
        {
            var structure = await TakeAsync(act, id, cancellationToken);
            var group = structure.AnyGroup(id);
            if (group.ArchivedAt is not { } at)
            {
                return;
            }

            ComponentBulk.RequireKept(at, act.Now);
            var components = structure.In(id).Where(component => component.ArchivedAt == at).ToList();
            structure.RequireRoom(group.PageId, components.Count);
            var facts = await structure.FactsAsync(components, cancellationToken);
            var before = ComponentFacts.Json(group);
            group.Restore();
            components.ForEach(component => component.Restore());
            act.WriteDown("group.restored", id.Value, before, ComponentFacts.Json(group));
            await structure.FinishAsync("component.restored", components, facts, cancellationToken);
        },
        cancellationToken);

    private static async Task CreateAsync(Act act, ComponentGroupId id, PublicPageId page, GroupSettings settings, CancellationToken cancellationToken)
    {
        if (await IsMadeAsync(act.Context, id, cancellationToken))
        {
            return;
        }

        var structure = await PageStructure.TakeAsync(act, [page], cancellationToken);
        var group = new ComponentGroup(id, act.Actor.OrganizationId, page, settings.Name, structure.NextGroupPosition());
        group.Fold(settings.Collapse);
        act.Context.Add(group);
        act.WriteDown("group.created", id.Value, before: null, ComponentFacts.Json(group));
    }

    private static async Task<PageStructure> TakeAsync(Act act, ComponentGroupId id, CancellationToken cancellationToken)
    {
        var page = await act.Context.Set<ComponentGroup>().AsNoTracking().IgnoreQueryFilters([IArchivable.Filter]).Where(group => group.Id == id)
            .Select(group => (PublicPageId?)group.PageId).SingleOrDefaultAsync(cancellationToken);
        return page is { } known ? await PageStructure.TakeAsync(act, [known], cancellationToken) : throw new NotFoundException("The group");
    }

    private static Task<bool> IsMadeAsync(StatusPageContext context, ComponentGroupId id, CancellationToken cancellationToken) =>
        context.Set<ComponentGroup>().IgnoreQueryFilters([IArchivable.Filter]).AnyAsync(group => group.Id == id, cancellationToken);
}
