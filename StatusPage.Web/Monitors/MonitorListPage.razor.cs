using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Monitors;

/// <summary>All monitors, and acts on several of them at once.</summary>
public sealed partial class MonitorListPage(IMonitorQueries queries, IMonitorCommands monitors, SaveAttempt attempt, ISnackbar snackbar)
{
    private static readonly MonitorFilter Everything = MonitorFilter.From(null, null, null, null, null);

    private readonly HashSet<StatusMonitorId> _chosen = [];
    private IReadOnlyList<MonitorRow>? _rows;
    private IReadOnlyList<MonitorRow> _shown = [];
    private OrganizationId _organization;
    private bool _mayEdit;
    private bool _busy;
    private bool? _readArchive;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    [SupplyParameterFromQuery]
    public string? Page { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public bool Archived { get; set; }

    private bool IsArchive => Archived;

    private MonitorFilter Filter => MonitorFilter.From(Text, State, Tag, Page, Sort);

    private (string Name, bool Hidden)[] Columns =>
        [("Choose", true), ("Monitor", false), ("State", false), ("Schedule", false), ("Tags", false), ("Last check", false), (IsArchive ? "Archived" : "Next check", false)];

    // What somebody has chosen and does not see any more, they do not mean.
    private List<StatusMonitorId> Chosen => [.. _shown.Where(row => _chosen.Contains(row.Id)).Select(row => row.Id)];

    private List<MonitorRow> Items => [.. _shown];

    private List<string> KnownTags => [.. (_rows ?? []).SelectMany(row => row.Tags).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    protected override bool Concerns(Change change) =>
        change.Kind is ChangeKind.Monitor or ChangeKind.Settings && change.OrganizationId == _organization;

    protected override void OnParametersSet()
    {
        if (_readArchive is { } read && read != IsArchive)
        {
            (_rows, _shown) = (null, []);
            _chosen.Clear();
        }

        _shown = Filter.Apply(_rows ?? []);
        base.OnParametersSet();
    }

    protected override async Task LoadAsync(Actor actor)
    {
        var archived = IsArchive;
        var rows = await queries.ListAsync(actor.OrganizationId, archived, Leaving);
        (_organization, _mayEdit, _rows, _readArchive) = (actor.OrganizationId, actor.Role >= Role.Admin, rows, archived);
        _chosen.IntersectWith(rows.Select(row => row.Id));
        _shown = Filter.Apply(rows);
    }

    private void Search(MonitorFilter filter) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(filter.ToQuery()), replace: true);

    private void Choose(StatusMonitorId id, bool chosen)
    {
        if (chosen)
        {
            _chosen.Add(id);
        }
        else
        {
            _chosen.Remove(id);
        }
    }

    private void ChooseAll(bool chosen)
    {
        _chosen.Clear();
        _chosen.UnionWith(chosen ? _shown.Select(row => row.Id) : []);
    }

    private async Task ActAsync(MonitorAct act)
    {
        var chosen = Chosen;
        if (_busy || chosen.Count == 0)
        {
            return;
        }

        _busy = true;
        MonitorsUndo? undo = null;
        await attempt.RunAsync(async () => undo = await act.Run(monitors, await CurrentActor.GetAsync(Leaving), chosen, Leaving));
        _busy = false;
        if (undo is not null)
        {
            Tell(act, undo);
            _chosen.Clear();
            Reload();
        }
    }

    private void Tell(MonitorAct act, MonitorsUndo undo)
    {
        if (undo.Count == 0)
        {
            snackbar.Add("They already were. Nothing has changed.", Severity.Info);
            return;
        }

        snackbar.Add($"{act.Done} {(undo.Count == 1 ? "1 monitor" : $"{undo.Count} monitors")}.", Severity.Success, options =>
        {
            options.Action = "Undo";
            options.RequireInteraction = false;
            options.VisibleStateDuration = 30_000;
            options.OnClick = _ => InvokeAsync(() => UndoAsync(undo));
        });
    }

    private async Task UndoAsync(MonitorsUndo undo)
    {
        try
        {
            if (await attempt.RunAsync(async () => await monitors.UndoAsync(await CurrentActor.GetAsync(Leaving), undo, Leaving)))
            {
                snackbar.Add("Undone: all is as it was.", Severity.Success);
            }
        }
        catch (StaleVersionException)
        {
            snackbar.Add("Not undone: one of them has been changed since. All stay as they are.", Severity.Warning);
        }

        Reload();
    }
}
