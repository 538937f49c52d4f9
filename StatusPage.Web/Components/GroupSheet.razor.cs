using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Web.Account;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Components;

/// <summary>A group's name, and how it folds for visitors.</summary>
public sealed partial class GroupSheet(IGroupCommands groups, CurrentActor currentActor, SaveAttempt attempt, ISnackbar snackbar)
{
    private static readonly Dictionary<string, object?> NameMark = new(StringComparer.Ordinal) { ["data-test"] = "edit-name", ["aria-required"] = "true" };

    private ElementReference _title;
    private string _name = "";
    private CollapseRule _collapse;
    private bool _began;
    private bool _touched;
    private bool _busy;

    // The version that whoever types has seen.
    private int _seen;

    /// <summary>One that has an id.</summary>
    [Parameter, EditorRequired]
    public required TreeGroup Group { get; set; }

    /// <summary>Whether it has been archived since it was opened.</summary>
    [Parameter]
    public bool IsGone { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Something was saved: what is shown is to be read again.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    private ComponentGroupId Id => Group.Id ?? throw new InvalidOperationException("What stands outside of groups has no details.");

    private bool IsOvertaken => !_busy && _touched && Group.Version > _seen;

    private string? Problem => ComponentDraft.ProblemOfName(_name);

    private string Question => Group.Components.Count == 0 ? "Archive this group?" : $"Archive this group with {TreeWords.Counted(Group.Components.Count)}?";

    protected override void OnParametersSet()
    {
        // After saving, what was read before is still shown for a moment.
        if (!_began || (!_touched && !_busy && Group.Version >= _seen))
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

    private void Begin() => (_name, _collapse, _seen, _touched, _began) = (Group.Name ?? "", Group.Collapse, Group.Version, false, true);

    private async Task SaveAsync()
    {
        if (_busy || IsGone || Problem is not null)
        {
            return;
        }

        if (IsOvertaken)
        {
            snackbar.Add("Not saved: somebody else has changed this group. Choose whose settings you go on with.", Severity.Warning);
            return;
        }

        if (await RunAsync(actor => groups.ChangeAsync(actor, Id, _seen, new GroupSettings(_name.Trim(), _collapse), CancellationToken.None)))
        {
            // Until it is read again, nobody must think that somebody else was faster.
            (_touched, _seen) = (false, _seen + 1);
            snackbar.Add($"{_name.Trim()} is saved; the page shows it.", Severity.Success);
            await OnSaved.InvokeAsync();
        }
    }

    private async Task ArchiveAsync()
    {
        if (await RunAsync(actor => groups.ArchiveAsync(actor, Id, CancellationToken.None)))
        {
            snackbar.AddUndo($"Archived {Group.Name}.", () => InvokeAsync(() => RunAsync(actor => groups.RestoreAsync(actor, Id, CancellationToken.None))));
            await OnClose.InvokeAsync();
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
            snackbar.Add("Not saved: somebody else has changed this group meanwhile. What you typed is still here.", Severity.Warning);
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
