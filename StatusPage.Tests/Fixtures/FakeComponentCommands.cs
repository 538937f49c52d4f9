using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Tests.Fixtures;

/// <summary>Writes down what is asked of it, and shows the tree that a test gives it.</summary>
internal sealed class FakeComponentCommands : IComponentCommands, IGroupCommands, IPageTreeQueries
{
    public List<string> Acts { get; } = [];

    public PageTree? Tree { get; set; }

    /// <summary>Thrown by the next act.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What an act waits for before it ends.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public ComponentSettings? Saved { get; private set; }

    public Task<PageTree?> ReadAsync(OrganizationId organization, PublicPageId page, CancellationToken cancellationToken) => Task.FromResult(Tree);

    public Task CreateAsync(Actor actor, ServiceComponentId id, PublicPageId page, ComponentSettings settings, CancellationToken cancellationToken) =>
        DoneAsync($"create {settings.Name} in {NameOf(settings.Group)}");

    public Task ChangeAsync(Actor actor, ServiceComponentId id, int? expectedVersion, ComponentSettings settings, CancellationToken cancellationToken)
    {
        Saved = settings;
        return DoneAsync($"change {NameOf(id)} of {expectedVersion}");
    }

    public Task CloneAsync(Actor actor, ServiceComponentId id, ServiceComponentId original, CancellationToken cancellationToken) => DoneAsync($"clone {NameOf(original)}");

    public Task ArrangeAsync(Actor actor, PublicPageId page, ComponentGroupId? group, WantedOrder<ServiceComponentId> order, CancellationToken cancellationToken) =>
        DoneAsync($"arrange {NameOf(group)}: {string.Join(", ", order.Wanted.Select(NameOf))}");

    public Task<ComponentsUndo> ShowAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, bool visible, CancellationToken cancellationToken) =>
        BulkAsync(visible ? "show" : "hide", ids);

    public Task<ComponentsUndo> MoveAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, ComponentGroupId? group, CancellationToken cancellationToken) =>
        BulkAsync($"move to {NameOf(group)}", ids);

    public Task<ComponentsUndo> ArchiveAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken) => BulkAsync("archive", ids);

    public Task<ComponentsUndo> RestoreAsync(Actor actor, IReadOnlyCollection<ServiceComponentId> ids, CancellationToken cancellationToken) => BulkAsync("restore", ids);

    public Task UndoAsync(Actor actor, ComponentsUndo undo, CancellationToken cancellationToken) => DoneAsync($"undo {undo.Count}");

    public Task SetStatusAsync(Actor actor, ServiceComponentId id, ComponentStatus? status, DateTimeOffset? since, CancellationToken cancellationToken) =>
        DoneAsync($"status {NameOf(id)}: {status?.ToString() ?? "none"}{(since is { } at ? $" since {at:HH:mm}" : "")}");

    public Task CreateAsync(Actor actor, ComponentGroupId id, PublicPageId page, GroupSettings settings, CancellationToken cancellationToken) =>
        DoneAsync($"create group {settings.Name}");

    public Task ChangeAsync(Actor actor, ComponentGroupId id, int? expectedVersion, GroupSettings settings, CancellationToken cancellationToken) =>
        DoneAsync($"change group {NameOf(id)} to {settings.Name}, {settings.Collapse}");

    public Task ArrangeAsync(Actor actor, PublicPageId page, WantedOrder<ComponentGroupId> order, CancellationToken cancellationToken) =>
        DoneAsync($"arrange groups: {string.Join(", ", order.Wanted.Select(group => NameOf(group)))}");

    public Task ArchiveAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken) => DoneAsync($"archive group {NameOf(id)}");

    public Task RestoreAsync(Actor actor, ComponentGroupId id, CancellationToken cancellationToken) => DoneAsync($"restore group {NameOf(id)}");

    private async Task<ComponentsUndo> BulkAsync(string act, IReadOnlyCollection<ServiceComponentId> ids)
    {
        await DoneAsync($"{act}: {string.Join(", ", ids.Select(NameOf))}");
        return new ComponentsUndo([.. ids.Select(id => new ComponentBefore(id, true, null, 0, null, 1))]);
    }

    private async Task DoneAsync(string act)
    {
        if (Failure is { } failure)
        {
            Failure = null;
            throw failure;
        }

        Acts.Add(act);
        await Held;
    }

    private string NameOf(ServiceComponentId id) => Tree?.Components.FirstOrDefault(component => component.Id == id)?.Name ?? "?";

    private string NameOf(ComponentGroupId? id) => Tree?.Groups.FirstOrDefault(group => group.Id == id)?.Name ?? "-";
}
