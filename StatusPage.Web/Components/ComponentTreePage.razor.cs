using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Components;

/// <summary>The groups and components of a page: makes them, orders them, and opens one of them for its details.</summary>
public sealed partial class ComponentTreePage(
    IPageTreeQueries queries, IComponentCommands components, IGroupCommands groups, SaveAttempt attempt, ISnackbar snackbar)
{
    private readonly HashSet<ServiceComponentId> _chosen = [];
    private readonly FoldedGroups _folded = new();
    private readonly OpenSheet _open = new();
    private readonly HashSet<Guid> _adding = [];
    private readonly TreeMover _mover = new(components, groups);
    private ComponentSheet? _sheet;
    private PageTree? _tree;
    private ServiceComponentId? _fresh;
    private Guid? _moving;
    private Snackbar? _told;
    private UserId? _owner;
    private OrganizationId _organization;
    private Role _role;
    private string _said = "";
    private bool _missing;
    private bool _newGroup;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    /// <summary>What was typed about the component that is open, which goes along when the circuit moves to another node.</summary>
    [PersistentState]
    public string? Kept
    {
        get => _owner is { } owner && _open.Component is not null ? _sheet?.Keep(owner) : null;
        set => _open.Carried = value;
    }

    private bool MayEdit => _role >= Role.Admin;

    // Between what is hidden nobody knows where something goes.
    private bool CanMove => MayEdit && string.IsNullOrWhiteSpace(Text);

    private bool IsEmpty => _tree is { Groups: [{ Components.Count: 0 }] } && _adding.Count == 0;

    private IReadOnlyList<TreeGroup> Shown => TreeFilter.Apply(_tree?.Groups ?? [], Text ?? "");

    private List<ServiceComponentId> Chosen => [.. Shown.SelectMany(group => group.Components).Select(component => component.Id).Where(_chosen.Contains)];

    private string Summary => string.IsNullOrWhiteSpace(Text)
        ? TreeWords.Counted(_tree?.Components.Count() ?? 0)
        : $"{Shown.Sum(group => group.Components.Count)} of {_tree?.Components.Count() ?? 0}";

    protected override bool Concerns(Change change) =>
        (change.Kind is ChangeKind.Page && change.SubjectId == Id) || (change.Kind is ChangeKind.Settings && change.OrganizationId == _organization);

    protected override void OnParametersSet()
    {
        if (_tree is { } tree && tree.PageId.Value != Id)
        {
            _tree = null;
            _open.Close();
            _chosen.Clear();
            _adding.Clear();
        }

        base.OnParametersSet();
    }

    protected override async Task LoadAsync(Actor actor)
    {
        var moves = _mover.Count;
        var tree = await queries.ReadAsync(actor.OrganizationId, new PublicPageId(Id), Leaving);
        (_organization, _role, _owner, _missing) = (actor.OrganizationId, actor.Role, actor.UserId, tree is null);
        if (tree is null || moves != _mover.Count || _mover.IsBusy)
        {
            // Read before the last move was saved: the page shows that move already, and reads again after it.
            _tree = tree is null ? null : _tree ?? tree;
            return;
        }

        if (_tree is null)
        {
            _folded.Begin(tree);
        }

        _tree = tree;
        _chosen.IntersectWith(tree.Components.Select(component => component.Id));
        _open.TakeUp(tree, actor.UserId);
    }

    private bool IsFolded(TreeGroup group) => string.IsNullOrWhiteSpace(Text) && _tree is { Groups.Count: > 1 } && _folded.Has(group);

    private void Search(string? text) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(text) ? null : text), replace: true);

    private void Open(TreeComponent component)
    {
        Leave();
        _open.Show(component);
    }

    private void Open(TreeGroup group)
    {
        Leave();
        _open.Show(group);
    }

    private void Close()
    {
        Leave();
        _open.Close();
    }

    // A click beside the sheet must not cost anybody what they have typed in it.
    private void Leave()
    {
        if (_owner is { } owner && _open.Component is { } left && _sheet?.Keep(owner) is { } draft)
        {
            snackbar.AddAct($"What you typed about {left.Name} is not saved.", Severity.Warning, "Back to it", () => InvokeAsync(() =>
            {
                _open.Close();
                StateHasChanged();
                _open.Show(left, draft);
                StateHasChanged();
            }));
        }
    }

    // A copy is opened as soon as it is there.
    private void Follow(TreeComponent copy)
    {
        Open(copy);
        Reload();
    }

    private void Choose((ServiceComponentId Id, bool Chosen) choice)
    {
        if (choice.Chosen)
        {
            _chosen.Add(choice.Id);
        }
        else
        {
            _chosen.Remove(choice.Id);
        }
    }

    private void ChooseAll(bool chosen)
    {
        _chosen.Clear();
        _chosen.UnionWith(chosen ? Shown.SelectMany(group => group.Components).Select(component => component.Id) : []);
    }

    private void StartAdding(TreeGroup group)
    {
        _folded.Unfold(group);
        _adding.Add(FoldedGroups.Key(group));
    }

    private void EndAdding(TreeGroup group) => _adding.Remove(FoldedGroups.Key(group));

    private async Task<bool> AddAsync(TreeGroup group, string name)
    {
        var id = ServiceComponentId.New();
        var settings = new ComponentSettings(name, null, null, Visible: true, group.Id, []);
        var added = await RunAsync(actor => components.CreateAsync(actor, id, new PublicPageId(Id), settings, Leaving));
        if (added)
        {
            (_fresh, _said) = (id, $"{name} added.");
        }

        return added;
    }

    private async Task<bool> AddGroupAsync(string name)
    {
        var id = ComponentGroupId.New();
        var added = await RunAsync(actor => groups.CreateAsync(actor, id, new PublicPageId(Id), new GroupSettings(name), Leaving));
        if (added)
        {
            // Its first component is what comes next.
            _newGroup = false;
            _adding.Add(id.Value);
            _said = $"Group {name} added.";
        }

        return added;
    }

    private async Task MoveAsync(ChangeEventArgs change)
    {
        if (!CanMove || _tree is null || TreeMove.Read((string?)change.Value) is not { } move || TreeArrangement.Apply(_tree, move) is not { } step)
        {
            return;
        }

        // Shown before it is saved: what one has just dropped must not jump back and forth.
        (_tree, _said) = (step.Tree, step.Said);
        if (!move.IsGroup && step.Tree.Groups.FirstOrDefault(group => group.Components.Any(component => component.Id == move.Component)) is { } target)
        {
            _folded.Unfold(target);
        }

        StateHasChanged();
        if (await RunAsync(actor => _mover.RunAsync(actor, new PublicPageId(Id), step.Order, Leaving)))
        {
            TellOnce(step.Said, () => RunAsync(actor => _mover.RunAsync(actor, new PublicPageId(Id), step.Undo, Leaving)));
        }
    }

    private async Task ActAsync(ComponentAct act)
    {
        var chosen = Chosen;
        if (_busy || chosen.Count == 0)
        {
            return;
        }

        _busy = true;
        ComponentsUndo? undo = null;
        if (await RunAsync(async actor => undo = await act.Run(components, actor, chosen, Leaving)) && undo is not null)
        {
            _chosen.Clear();
            Tell(act, undo);
        }

        _busy = false;
    }

    private async Task RestoreAsync(ArchivedComponent archived)
    {
        _chosen.Clear();
        await RunAsync(async actor => Tell(ComponentAct.Restore, await components.RestoreAsync(actor, [archived.Id], Leaving)));
    }

    private async Task RestoreGroupAsync(ArchivedGroup archived) => await RunAsync(async actor =>
    {
        await groups.RestoreAsync(actor, archived.Id, Leaving);
        TellOnce($"Restored {archived.Name}.", () => RunAsync(one => groups.ArchiveAsync(one, archived.Id, Leaving)));
    });

    private void Tell(ComponentAct act, ComponentsUndo undo)
    {
        if (undo.Count == 0)
        {
            snackbar.Add("They already were. Nothing has changed.", Severity.Info);
            return;
        }

        TellOnce($"{act.Done} {TreeWords.Counted(undo.Count)}.", () => RunAsync(actor => components.UndoAsync(actor, undo, Leaving)));
    }

    // One at a time: of several "Undo" nobody knows which is which.
    private void TellOnce(string done, Func<Task<bool>> undo)
    {
        if (_told is not null)
        {
            snackbar.Remove(_told);
        }

        _told = snackbar.AddUndo(done, () => InvokeAsync(async () =>
        {
            if (await undo())
            {
                _said = "Undone.";
                snackbar.Add("Undone: all is as it was.", Severity.Success);
            }

            Reload();
        }));
    }

    private async Task<bool> RunAsync(Func<Actor, Task> act)
    {
        try
        {
            return await attempt.RunAsync(async () => await act(await CurrentActor.GetAsync(Leaving)));
        }
        catch (StaleVersionException)
        {
            snackbar.Add("Not done: somebody else has changed this since. All stays as it is.", Severity.Warning);
            return false;
        }
        finally
        {
            Reload();
        }
    }
}
