using Microsoft.EntityFrameworkCore;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;

namespace StatusPage.Core.Components;

internal sealed class ComponentCommands(Acts acts, Database database) : IComponentCommands
{
    private readonly ComponentBulk _bulk = new(acts);

    public Task CreateAsync(
        Actor actor, ServiceComponentId id, PublicPageId page, ComponentSettings settings, CancellationToken cancellationToken) =>
        MakeAsync(actor, id, act => ComponentEdits.MakeAsync(act, id, page, settings, cancellationToken), cancellationToken);

    public Task CloneAsync(Actor actor, ServiceComponentId id, ServiceComponentId original, CancellationToken cancellationToken) =>
        MakeAsync(actor, id, act => ComponentEdits.CloneAsync(act, id, original, cancellationToken), cancellationToken);

    public Task ChangeAsync(
        Actor actor, ServiceComponentId id, int? expectedVersion, ComponentSettings settings, CancellationToken cancellationToken) => acts.RunAsync(
        actor, Role.Admin, act => ComponentEdits.ChangeAsync(act, id, expectedVersion, settings, cancellationToken), cancellationToken);

    public Task ArrangeAsync(
        Actor actor, PublicPageId page, ComponentGroupId? group, WantedOrder<ServiceComponentId> order, CancellationToken cancellationToken) => acts.RunAsync(
        actor, Role.Admin, act => Arrangement.OfComponentsAsync(act, page, group, order, cancellationToken), cancellationToken);

    public Task<ComponentsUndo> ShowAsync(
        Actor actor, IReadOnlyCollection<ServiceComponentId> ids, bool visible, CancellationToken cancellationToken) => _bulk.RunAsync(
        actor,
        ids,
        visible ? "component.shown" : "component.hidden",
        isAway: false,
        (_, component, _) =>
        {
            if (visible)
            {
                component.Show();
            }
            else
            {
                component.Hide();
            }
        },
        cancellationToken);

    public Task<ComponentsUndo> MoveAsync(
        Actor actor, IReadOnlyCollection<ServiceComponentId> ids, ComponentGroupId? group, CancellationToken cancellationToken) => _bulk.RunAsync(
        actor, ids, "component.moved", isAway: false, (structure, component, _) => structure.Put(component, group), cancellationToken);

    public Task<ComponentsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken) => _bulk.RunAsync(
        actor, ids, "component.archived", isAway: null, (_, component, now) => component.Archive(now), cancellationToken);

    public Task<ComponentsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken) => _bulk.RunAsync(
        actor, ids, "component.restored", isAway: null, ComponentBulk.Restore, cancellationToken);

    public Task UndoAsync(Actor actor, ComponentsUndo undo, CancellationToken cancellationToken) => _bulk.UndoAsync(actor, undo, cancellationToken);

    public Task SetStatusAsync(
        Actor actor, ServiceComponentId id, ComponentStatus? status, DateTimeOffset? since, CancellationToken cancellationToken) => acts.RunAsync(
        actor, Role.Operator, act => ManualStatus.SetAsync(act, id, status, since, cancellationToken), cancellationToken);

    private async Task MakeAsync(Actor actor, ServiceComponentId id, Func<Act, Task> make, CancellationToken cancellationToken)
    {
        try
        {
            await acts.RunAsync(
                actor,
                Role.Admin,
                async act =>
                {
                    if (!await IsMadeAsync(act.Context, id, cancellationToken))
                    {
                        await make(act);
                    }
                },
                cancellationToken);
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

    private static Task<bool> IsMadeAsync(StatusPageContext context, ServiceComponentId id, CancellationToken cancellationToken) =>
        context.Set<ServiceComponent>().IgnoreQueryFilters([IArchivable.Filter]).AnyAsync(component => component.Id == id, cancellationToken);
}
