using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Probing;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Monitors;

/// <summary>Sets up a monitor: a new one, a copy of one, or one that is there.</summary>
public sealed partial class MonitorEditorPage(
    IMonitorQueries queries, IMonitorCommands monitors, IMonitorTrial trial, IComponentQueries components, ILocations locations, SaveAttempt attempt, ISnackbar snackbar)
{
    private static readonly Dictionary<string, object?> NameMark = new(StringComparer.Ordinal) { ["data-test"] = "name", ["aria-required"] = "true" };
    private static readonly Dictionary<string, object?> TargetMark = new(StringComparer.Ordinal) { ["data-test"] = "target", ["aria-required"] = "true", ["inputmode"] = "url" };
    private static readonly Dictionary<string, object?> TagsMark = new(StringComparer.Ordinal) { ["data-test"] = "tags" };

    private MonitorDraft? _draft;
    private MonitorDetails? _details;
    private StatusMonitorId? _secretsFrom;
    private IReadOnlyList<ComponentChoice> _choices = [];
    private IReadOnlyList<LocationView> _locations = [];
    private ProbeResult? _tried;
    private string? _carried;
    private UserId? _owner;
    private bool _mayEdit;
    private bool _missing;
    private bool _touched;
    private bool _saving;
    private bool _trying;

    // The version that whoever types has seen.
    private int _seen;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>The monitor with which a new one begins.</summary>
    [SupplyParameterFromQuery]
    public string? Clone { get; set; }

    /// <summary>What was typed, which goes along when the circuit moves to another node; null while nothing was.</summary>
    [PersistentState]
    public string? Kept
    {
        get => _owner is { } owner && _touched && !_saving ? _draft?.Keep(owner, _secretsFrom, _seen).Write() : null;
        set => _carried = value;
    }

    private bool IsNew => Id is null;

    private string Heading => _missing ? "No such monitor" : IsNew ? "New monitor" : _details is { } found ? $"Edit {found.Name}" : "Monitor";

    // Of whoever set up the machine.
    private static string Zone => TimeZoneInfo.Local is { HasIanaId: true } local && local.Id != "Etc/UTC" ? local.Id : "UTC";

    private bool IsOvertaken => !_saving && _touched && _details is { } details && details.Version > _seen;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && (change.SubjectId == Id || IsNew);

    protected override async Task LoadAsync(Actor actor)
    {
        (_mayEdit, _owner) = (actor.Role >= Role.Admin, actor.UserId);
        _choices = await components.ListAsync(actor.OrganizationId, Leaving);
        _locations = await locations.AllAsync(Leaving);
        if (Id is { } id)
        {
            await LoadAsync(actor, new StatusMonitorId(id));
        }
        else if (_draft is null || _draft.Id.Value == _details?.Id.Value)
        {
            await BeginAsync(actor);
        }

        TakeUp(actor);
    }

    // Over what was read anew: if that is newer than what was seen, the page says so.
    private void TakeUp(Actor actor)
    {
        var kept = KeptMonitor.Read(_carried);
        _carried = null;
        if (kept is not null && kept.Owner == actor.UserId.Value && (Id is null || Id == kept.Id))
        {
            _draft = MonitorDraft.From(kept);
            (_seen, _touched) = (kept.Seen, true);
            _secretsFrom = kept.SecretsFrom is { } from ? new StatusMonitorId(from) : null;
        }
    }

    private async Task LoadAsync(Actor actor, StatusMonitorId id)
    {
        _details = await queries.FindAsync(actor.OrganizationId, id, Leaving);
        _missing = _details is not { ArchivedAt: null };
        if (_details is { } details && (_draft?.Id != id || (!_touched && details.Version > _seen)))
        {
            Begin(MonitorDraft.From(details), details);
        }
    }

    private async Task BeginAsync(Actor actor)
    {
        _details = null;
        if (Guid.TryParse(Clone, out var id) && await queries.FindAsync(actor.OrganizationId, new StatusMonitorId(id), Leaving) is { ArchivedAt: null } source)
        {
            Begin(MonitorDraft.From(source, asClone: true), source);
            return;
        }

        var draft = new MonitorDraft();

        // Where there is one place only, nobody has to choose it.
        draft.Locations.UnionWith(_locations.Where(location => location.LiveNodes > 0).Take(1).Select(location => location.Name));
        Begin(draft, source: null);
    }

    private void Begin(MonitorDraft draft, MonitorDetails? source)
    {
        (_draft, _secretsFrom, _seen, _touched, _tried) = (draft, source?.Id, source?.Version ?? 0, false, null);
    }

    private void TakeTheirs()
    {
        if (_details is { } details)
        {
            Begin(MonitorDraft.From(details), details);
        }
    }

    private void KeepMine() => _seen = _details?.Version ?? _seen;

    private void Touch()
    {
        _touched = true;
        _tried = null;
    }

    private void Write(Action write)
    {
        write();
        Touch();
    }

    // What is empty because nobody has come to it yet is no mistake.
    private bool Shown(string? problem, string text) => problem is not null && (_draft?.WasSent is true || text.Length > 0);

    private async Task TryAsync()
    {
        if (_trying || _draft is not { CanBeTried: true } draft)
        {
            return;
        }

        (_trying, _tried) = (true, null);
        await attempt.RunAsync(async () => _tried = await trial.RunAsync(
            await CurrentActor.GetAsync(Leaving), _secretsFrom ?? draft.Id, draft.ToSettings(), Leaving));
        _trying = false;
    }

    private async Task SaveAsync()
    {
        if (_saving || _draft is not { } draft)
        {
            return;
        }

        draft.WasSent = true;
        if (!draft.IsComplete)
        {
            return;
        }

        if (IsOvertaken)
        {
            snackbar.Add("Not saved: somebody else has changed this monitor. Choose whose settings you go on with.", Severity.Warning);
            return;
        }

        _saving = true;
        if (await TrySaveAsync(draft))
        {
            snackbar.Add($"{draft.Name.Trim()} is saved and being checked.", Severity.Success);
            Navigation.NavigateTo("/admin/monitors");
            return;
        }

        _saving = false;
        Reload();
    }

    private async Task<bool> TrySaveAsync(MonitorDraft draft)
    {
        try
        {
            return await attempt.RunAsync(async () =>
            {
                var actor = await CurrentActor.GetAsync(Leaving);
                await (IsNew
                    ? monitors.CreateAsync(actor, draft.Id, draft.ToSettings(), _secretsFrom, Leaving)
                    : monitors.ChangeAsync(actor, draft.Id, _seen, draft.ToSettings(), Leaving));
            });
        }
        catch (StaleVersionException)
        {
            // The reload shows that it is so, and lets choose.
            _touched = true;
            snackbar.Add("Not saved: somebody else has changed this monitor meanwhile. What you typed is still here.", Severity.Warning);
            return false;
        }
    }
}
