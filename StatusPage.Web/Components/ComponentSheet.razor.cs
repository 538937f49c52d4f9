using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Web.Account;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Components;

/// <summary>A component's details: its status by hand, and what admins decide. What is typed stays whatever is read anew.</summary>
public sealed partial class ComponentSheet(
    IComponentCommands components, IMonitorQueries monitors, CurrentActor currentActor, SaveAttempt attempt, ISnackbar snackbar)
{
    private static readonly Dictionary<string, object?> NameMark = new(StringComparer.Ordinal) { ["data-test"] = "edit-name", ["aria-required"] = "true" };
    private static readonly Dictionary<string, object?> DescriptionMark = new(StringComparer.Ordinal) { ["data-test"] = "edit-description" };
    private static readonly Dictionary<string, object?> LinkMark = new(StringComparer.Ordinal) { ["data-test"] = "edit-link", ["inputmode"] = "url" };

    private ComponentDraft _draft = new();
    private IReadOnlyList<MonitorRow> _monitors = [];
    private ElementReference _title;
    private IReadOnlyList<TreeDriver> _seenDrivers = [];
    private bool _began;
    private bool _touched;
    private bool _busy;

    // The version that whoever types has seen.
    private int _seen;

    [Parameter, EditorRequired]
    public required TreeComponent Component { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TreeGroup> Groups { get; set; }

    /// <summary>What was typed about it before the circuit came here; null for nothing.</summary>
    [Parameter]
    public string? Carried { get; set; }

    /// <summary>Whether it has been archived since it was opened.</summary>
    [Parameter]
    public bool IsGone { get; set; }

    [Parameter]
    public bool MayEdit { get; set; }

    [Parameter]
    public bool MaySetStatus { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Something was saved: what is shown is to be read again.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    /// <summary>Another component is to be shown in its place.</summary>
    [Parameter]
    public EventCallback<TreeComponent> OnOpen { get; set; }

    // What drives it may be changed at the monitor as well, which leaves the component's version alone.
    private bool IsOvertaken => !_busy && _touched && (Component.Version > _seen || !Links(_seenDrivers).SetEquals(Links(Component.Drivers)));

    /// <summary>What was typed, which goes along when the circuit moves to another node; null while nothing was.</summary>
    public string? Keep(UserId owner) => _touched && !_busy ? _draft.Keep(Component.Id, owner, _seen).Write() : null;

    protected override async Task OnInitializedAsync()
    {
        if (MayEdit)
        {
            await attempt.RunAsync(async () =>
            {
                var actor = await currentActor.GetAsync(CancellationToken.None);
                _monitors = await monitors.ListAsync(actor.OrganizationId, archived: false, CancellationToken.None);
            });
        }
    }

    protected override void OnParametersSet()
    {
        if (!_began && KeptComponent.Read(Carried) is { } kept)
        {
            Begin();
            (_draft, _seen, _touched) = (ComponentDraft.From(kept), kept.Seen, true);
        }

        // After saving, what was read before is still shown for a moment.
        if (!_began || (!_touched && !_busy && Component.Version >= _seen))
        {
            Begin();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _title.FocusAsync();
        }
    }

    private static HashSet<ComponentDriver> Links(IEnumerable<TreeDriver> drivers) =>
        [.. drivers.Select(driver => new ComponentDriver(driver.Id, driver.WhenDown, driver.WhenDegraded))];

    private void Begin()
    {
        _draft = ComponentDraft.From(Component);
        KeepMine();
        (_touched, _began) = (false, true);
    }

    private void KeepMine() => (_seen, _seenDrivers) = (Component.Version, Component.Drivers);

    private void Touch() => _touched = true;

    private void Write(Action write)
    {
        write();
        Touch();
    }

    private async Task SaveAsync()
    {
        if (_busy || IsGone || !_draft.IsComplete)
        {
            return;
        }

        if (IsOvertaken)
        {
            snackbar.Add("Not saved: somebody else has changed this component. Choose whose settings you go on with.", Severity.Warning);
            return;
        }

        if (await RunAsync(actor => components.ChangeAsync(actor, Component.Id, _seen, _draft.ToSettings(), CancellationToken.None)))
        {
            // Until it is read again, nobody must think that somebody else was faster.
            (_touched, _seen) = (false, _seen + 1);
            snackbar.Add($"{_draft.Name.Trim()} is saved; its page shows it.", Severity.Success);
            await OnSaved.InvokeAsync();
        }
    }

    private async Task CloneAsync()
    {
        var id = ServiceComponentId.New();
        if (await RunAsync(actor => components.CloneAsync(actor, id, Component.Id, CancellationToken.None)))
        {
            snackbar.AddUndo($"Cloned {Component.Name}.", () => InvokeAsync(() => RunAsync(actor => components.ArchiveAsync(actor, [id], CancellationToken.None))));
            await OnOpen.InvokeAsync(Component with { Id = id, Name = $"{Component.Name} (copy)", Manual = null, Version = 0 });
        }
    }

    private async Task ArchiveAsync()
    {
        ComponentsUndo? undo = null;
        if (await RunAsync(async actor => undo = await components.ArchiveAsync(actor, [Component.Id], CancellationToken.None)) && undo is not null)
        {
            snackbar.AddUndo($"Archived {Component.Name}.", () => InvokeAsync(() => RunAsync(actor => components.UndoAsync(actor, undo, CancellationToken.None))));
            _touched = false;
            await OnClose.InvokeAsync();
            await OnSaved.InvokeAsync();
        }
    }

    private async Task SetStatusAsync((ComponentStatus? Status, DateTimeOffset? Since) said)
    {
        var before = Component.Manual;
        if (await RunAsync(actor => components.SetStatusAsync(actor, Component.Id, said.Status, said.Since, CancellationToken.None)))
        {
            var done = said.Status is { } status ? $"{Component.Name} is set to {status.Title().ToLowerInvariant()}." : $"{Component.Name} follows its monitors and incidents again.";
            snackbar.AddUndo(done, () => InvokeAsync(() =>
                RunAsync(actor => components.SetStatusAsync(actor, Component.Id, before?.Status, before?.Since, CancellationToken.None))));
            await OnSaved.InvokeAsync();
        }
    }

    private async Task<bool> RunAsync(Func<Actor, Task> act)
    {
        if (_busy)
        {
            return false;
        }

        _busy = true;
        try
        {
            return await attempt.RunAsync(async () => await act(await currentActor.GetAsync(CancellationToken.None)));
        }
        catch (StaleVersionException)
        {
            snackbar.Add("Not saved: somebody else has changed this component meanwhile. What you typed is still here.", Severity.Warning);
            _touched = true;
            await OnSaved.InvokeAsync();
            return false;
        }
        finally
        {
            _busy = false;
        }
    }
}
