using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Core.Persistence;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Pages;

/// <summary>Sets up a public page: a new one, a copy of one, or one that is there.</summary>
public sealed partial class PageEditorPage(IPageLists lists, IPageCommands pages, SaveAttempt attempt, ISnackbar snackbar)
{
    // Whoever types does not want to hear about each letter, and neither does the database.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(350);

    private PageDraft? _draft;
    private PageDetails? _details;
    private PageSurroundings? _around;
    private PublicPageId? _source;
    private string? _carried;

    // The address with which a new page was begun; null for one that is there.
    private string? _begunFrom;
    private UserId? _owner;
    private OrganizationId _organization;
    private Role? _role;
    private bool _missing;
    private bool _touched;
    private bool _saving;
    private string? _asked;
    private (string Slug, string? Problem)? _answered;
    private (string Name, string Zone) _previewed = ("", "");

    // The version that whoever types has seen.
    private int _seen;

    // A newer one is to be read that is nobody else's.
    private bool _savedHere;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>The page with whose groups and components a new one begins.</summary>
    [SupplyParameterFromQuery]
    public string? Clone { get; set; }

    /// <summary>What was typed, which goes along when the circuit moves to another node; null while nothing was.</summary>
    [PersistentState]
    public string? Kept
    {
        get => _owner is { } owner && _touched && !_saving ? _draft?.Keep(owner, _seen).Write() : null;
        set => _carried = value;
    }

    private bool IsNew => Id is null;

    private bool IsInUse => !IsNew && _details is { ArchivedAt: null };

    private string Heading => _missing ? "No such page" : IsNew ? (_source is null ? "New page" : "Clone of a page") : _details?.Settings.Name ?? "Page";

    private bool IsOvertaken => !_saving && _touched && _details is { } details && !IsNew && details.Version > _seen;

    // Of what stands in the field now; null while nobody has looked.
    private SlugAnswer? SlugAnswer => _answered is { } answered && answered.Slug == _draft?.Slug ? new SlugAnswer(answered.Problem) : null;

    private string PreviewOf => Navigation.GetUriWithQueryParameters(
        PagePreviews.PathOf(IsNew ? _source ?? _draft?.Id ?? default : new PublicPageId(Id.GetValueOrDefault())),
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = _previewed.Name, ["zone"] = _previewed.Zone, ["version"] = _details?.Version });

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Settings && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        (_role, _owner, _organization) = (actor.Role, actor.UserId, actor.OrganizationId);
        if (Id is { } id)
        {
            await LoadAsync(actor, new PublicPageId(id));
        }
        else if (_begunFrom != (Clone ?? ""))
        {
            await BeginAsync(actor);
        }

        TakeUp(actor);
        if (_draft is { } draft)
        {
            _around = await lists.AroundAsync(actor.OrganizationId, draft.Id, Leaving);
            await AskAsync(draft);
        }
    }

    private async Task LoadAsync(Actor actor, PublicPageId id)
    {
        _begunFrom = null;
        _details = await lists.FindAsync(actor.OrganizationId, id, Leaving);
        _missing = _details is not { ArchivedAt: null };
        if (_details is not { } details)
        {
            return;
        }

        if (_draft?.Id != id || (!_touched && details.Version > _seen))
        {
            Begin(PageDraft.From(details), details.Version);
        }
        else if (_savedHere && details.Version > _seen)
        {
            // Whoever saves and types on has not been overtaken by themselves.
            (_seen, _savedHere) = (details.Version, false);
        }
    }

    private async Task BeginAsync(Actor actor)
    {
        (_details, _missing, _source, _begunFrom) = (null, false, null, Clone ?? "");
        if (Guid.TryParse(Clone, out var id) && await lists.FindAsync(actor.OrganizationId, new PublicPageId(id), Leaving) is { ArchivedAt: null } source)
        {
            _source = source.Id;
            Begin(PageDraft.CloneOf(source), seen: 0);
            return;
        }

        // Of whoever set up the machine.
        var zone = TimeZoneInfo.Local is { HasIanaId: true } local && local.Id != "Etc/UTC" ? local.Id : "UTC";
        Begin(new PageDraft { TimeZone = zone }, seen: 0);
    }

    // Over what was read anew: if that is newer than what was seen, the page says so.
    private void TakeUp(Actor actor)
    {
        var kept = KeptPage.Read(_carried);
        _carried = null;
        if (kept is not null && kept.Owner == actor.UserId.Value && (Id is null || Id == kept.Id))
        {
            Begin(PageDraft.From(kept), kept.Seen);
            _touched = true;
        }
    }

    private void Begin(PageDraft draft, int seen)
    {
        (_draft, _seen, _savedHere, _touched, _asked, _answered) = (draft, seen, false, false, null, null);
        _previewed = (draft.Name, draft.TimeZone);
    }

    private void TakeTheirs()
    {
        if (_details is { } details)
        {
            Begin(PageDraft.From(details), details.Version);
            Reload();
        }
    }

    private void KeepMine() => _seen = _details?.Version ?? _seen;

    private async Task Touch()
    {
        _touched = true;
        if (_draft is not { } draft)
        {
            return;
        }

        var typed = (draft.Name, draft.TimeZone, draft.Slug);
        await Task.Delay(Pause, Time, Leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (Leaving.IsCancellationRequested || typed != (draft.Name, draft.TimeZone, draft.Slug))
        {
            return;
        }

        _previewed = (draft.Name, draft.TimeZone);
        try
        {
            await AskAsync(draft);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure) || Leaving.IsCancellationRequested)
        {
            // Whether it is free is said when it is saved, at the latest.
            _asked = null;
        }
    }

    private async Task AskAsync(PageDraft draft)
    {
        var slug = draft.Slug;
        if (draft.SlugProblem is null && slug != _asked)
        {
            _asked = slug;
            var problem = await lists.SlugProblemAsync(_organization, draft.Id, slug, Leaving);
            _answered = (slug, problem);
        }
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
            snackbar.Add("Not saved: somebody else has changed this page. Choose whose settings you go on with.", Severity.Warning);
            return;
        }

        _saving = true;
        var saved = await TryAsync(actor => IsNew
            ? pages.CreateAsync(actor, draft.Id, draft.ToSettings(), _source, Leaving)
            : pages.ChangeAsync(actor, draft.Id, _seen, draft.ToSettings(), Leaving));
        _saving = false;
        if (saved)
        {
            snackbar.Add(IsNew ? $"{draft.Name.Trim()} can be seen at /s/{draft.Slug}." : $"{draft.Name.Trim()} is saved.", Severity.Success);
            (_touched, _savedHere) = (false, true);
            if (IsNew)
            {
                Navigation.NavigateTo($"/admin/pages/{draft.Id.Value}");
            }
        }

        (_asked, _answered) = (null, null);
        Reload();
    }

    private async Task GiveUpAsync(string slug)
    {
        if (await TryAsync(actor => pages.GiveUpSlugAsync(actor, new PublicPageId(Id.GetValueOrDefault()), slug, Leaving)))
        {
            _savedHere = true;
            snackbar.Add($"/s/{slug} leads nowhere any more.", Severity.Success);
        }

        Reload();
    }

    private async Task ArchiveAsync(PageAtRoot? atRoot)
    {
        if (_saving || _details is not { } details)
        {
            return;
        }

        _saving = true;
        if (await TryAsync(actor => pages.ArchiveAsync(actor, details.Id, details.Version, atRoot, Leaving)))
        {
            _touched = false;
            snackbar.Add($"{details.Settings.Name} is archived.", Severity.Success, options =>
            {
                options.Action = "Undo";
                options.RequireInteraction = false;
                options.VisibleStateDuration = 30_000;
                options.OnClick = _ => InvokeAsync(() => UndoAsync(details));
            });
            Navigation.NavigateTo("/admin/pages");
            return;
        }

        _saving = false;
        Reload();
    }

    // This page has been left by then.
    private async Task UndoAsync(PageDetails archived)
    {
        if (await attempt.RunAsync(async () => await pages.RestoreAsync(
            await CurrentActor.GetAsync(CancellationToken.None), archived.Id, archived.Settings.IsDefault, CancellationToken.None)))
        {
            snackbar.Add($"Undone: {archived.Settings.Name} is back.", Severity.Success);
        }
    }

    private async Task<bool> TryAsync(Func<Actor, Task> act)
    {
        try
        {
            return await attempt.RunAsync(async () => await act(await CurrentActor.GetAsync(Leaving)));
        }
        catch (StaleVersionException)
        {
            // The reload shows that it is so, and lets choose.
            snackbar.Add("Not done: somebody else has changed this page meanwhile. What you typed is still here.", Severity.Warning);
            return false;
        }
    }
}
