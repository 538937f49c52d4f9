using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Web.Shell;
using StatusPage.Web.Snapshots;

namespace StatusPage.Web.Incidents;

/// <summary>One place to run an incident: what was said, and saying more.</summary>
public sealed partial class IncidentRoomPage(
    IIncidentQueries queries,
    IIncidentTimeline timeline,
    IIncidentCommands incidents,
    IIncidentEdits edits,
    IComponentQueries components,
    IMailQueries mails,
    SaveAttempt attempt,
    KeptDrafts drafts,
    ISnackbar snackbar)
{
    private static readonly TimeSpan DoubleClick = TimeSpan.FromSeconds(1);

    private IncidentDraft _draft = new();
    private IncidentDetails? _incident;
    private IReadOnlyList<ComponentChoice> _choices = [];
    private IReadOnlyList<TimelineEntry> _timeline = [];
    private IReadOnlyDictionary<Guid, MailCounts> _mails = new Dictionary<Guid, MailCounts>();
    private bool _mayPost;
    private bool _correcting;
    private bool _missing;
    private bool _saving;
    private DateTimeOffset? _postedAt;
    private string? _carried;
    private UserId? _owner;
    private IncidentStatus _begunWith;

    // The version that whoever types has seen; what was posted since then is shown to them before they post.
    private int _seen;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The draft, which goes along when the circuit moves to another node, and which the browser keeps; null while there is none.</summary>
    [PersistentState]
    public string? Kept
    {
        get => _owner is { } owner && !(_draft.IsPristine && _draft.Status == _begunWith) ? KeptDrafts.Write(_draft.Keep(owner, _seen)) : null;
        set => _carried = value;
    }

    private string Form => $"incident {new IncidentId(Id)}";

    private string Heading => _missing ? "No such incident" : _incident?.Title ?? "Incident";

    private string Key => (_incident is { ResolvedAt: null } open ? open.Impact is Impact.None ? ComponentStatus.Unknown : open.Impact.ToStatus() : ComponentStatus.Operational).Key();

    private IncidentUpdateDetails? News => !_saving && _incident is { } incident && incident.Version > _seen ? incident.Updates[0] : null;

    // The second half of a double click comes when the form is empty again.
    private bool IsDoubleClick => _draft.IsPristine && Time.GetUtcNow() - _postedAt < DoubleClick;

    private IncidentStatus[] Following => _incident?.Status switch
    {
        IncidentStatus.Postmortem => [IncidentStatus.Postmortem],
        IncidentStatus.Resolved => [IncidentStatus.Resolved, IncidentStatus.Postmortem, IncidentStatus.Investigating],
        _ => [IncidentStatus.Investigating, IncidentStatus.Identified, IncidentStatus.Monitoring, IncidentStatus.Resolved],
    };

    private string PostWords => (_incident?.ResolvedAt, _draft.Status) switch
    {
        (null, IncidentStatus.Resolved) => "Resolve incident",
        (null, _) => "Post update",
        (_, IncidentStatus.Postmortem) => "Publish post-mortem",
        (_, IncidentStatus.Resolved) => "Post note",
        _ => "Reopen incident",
    };

    protected override bool Concerns(Change change) => change.Kind is (ChangeKind.Incident or ChangeKind.Mails) && change.SubjectId == Id;

    protected override async Task LoadAsync(Actor actor)
    {
        var found = await queries.FindAsync(actor.OrganizationId, new IncidentId(Id), Leaving);
        _choices = await components.ListAsync(actor.OrganizationId, Leaving);
        _timeline = await timeline.ReadAsync(actor.OrganizationId, new IncidentId(Id), Leaving);
        _mails = await mails.CountsAsync(actor.OrganizationId, new IncidentId(Id), Leaving);
        _mayPost = actor.Role >= Role.Operator;
        _missing = found is null;
        var isOther = found?.Id != _incident?.Id;
        var isResent = false;
        if (found is not null && _incident is { } before && !isOther && _seen == before.Version && found.Updates.Count == before.Updates.Count)
        {
            // Another title or a corrected word is no news for whoever is about to say something.
            _seen = found.Version;
        }

        if (found is not null && (isOther || (_draft.IsPristine && !_saving)))
        {
            Begin(found, keepStatus: !isOther && found.Status == _incident?.Status);
            isResent = isOther && await TakeUpAsync(found, actor);
        }

        _incident = found;
        if (isResent)
        {
            await PostAsync();
        }
    }

    /// <returns>Whether it had been sent and no answer has come.</returns>
    private async Task<bool> TakeUpAsync(IncidentDetails incident, Actor actor)
    {
        var kept = await drafts.FindAsync(_carried, Form, actor.UserId, Leaving);
        _carried = null;
        _owner = actor.UserId;
        if (kept is null || IsSaid(kept, incident, actor))
        {
            return false;
        }

        _draft = IncidentDraft.From(kept, _choices);
        _seen = Math.Min(kept.Seen, incident.Version);
        return kept.IsBeingSent(Time.GetUtcNow());
    }

    // The answer may have been lost, the update was not.
    private static bool IsSaid(KeptDraft kept, IncidentDetails incident, Actor actor) => incident.Version > kept.Seen
        && incident.Updates[0] is var last && last.Author == actor.Name && last.Status == kept.Status && last.Body == kept.Body.Trim();

    private void Begin(IncidentDetails incident, bool keepStatus)
    {
        _seen = incident.Version;
        if (!keepStatus)
        {
            _draft = new IncidentDraft();
            _draft.Choose(incident.Status is IncidentStatus.Resolved ? IncidentStatus.Postmortem : incident.Status);
            _begunWith = _draft.Status;
        }
    }

    private void AcceptNews()
    {
        if (_incident is not { } incident)
        {
            return;
        }

        _seen = incident.Version;

        // Going on as before would open again what somebody has closed: that has to be chosen.
        if (!Following.Contains(_draft.Status) || (incident.ResolvedAt is not null && !_draft.IsClosing))
        {
            _draft.Choose(incident.Status);
        }
    }

    private async Task PostAsync()
    {
        if (_saving || IsDoubleClick)
        {
            return;
        }

        _draft.WasSent = true;
        if (!_draft.IsComplete(withTitle: false))
        {
            return;
        }

        _saving = true;
        var draft = _draft;
        draft.SentAt = Time.GetUtcNow();
        if (await TrySaveAsync(draft) && _draft == draft)
        {
            // One's own words are no news.
            _seen++;
            _postedAt = Time.GetUtcNow();
            _draft = new IncidentDraft();
            _draft.Choose(draft.Status);
            _draft.Body = "";
            _begunWith = draft.Status;
            snackbar.Add("Posted.", Severity.Success);
        }

        draft.SentAt = null;
        _saving = false;
        Reload();
    }

    private Task<bool> TrySaveAsync(IncidentDraft draft) => TryAsync(
        actor => incidents.UpdateAsync(actor, new IncidentId(Id), _seen, draft.ToUpdate(Time.GetUtcNow()), Leaving));

    private Task<bool> CorrectAsync(IncidentHead head) =>
        TryEditAsync((actor, version) => edits.ChangeAsync(actor, new IncidentId(Id), version, head, Leaving));

    private Task<bool> RewordAsync(Guid update, string body) =>
        TryEditAsync((actor, version) => edits.RewordAsync(actor, new IncidentId(Id), update, version, body, Leaving));

    private async Task<bool> NoteAsync(Guid id, string body)
    {
        var isSaved = await TryAsync(actor => edits.NoteAsync(actor, new IncidentId(Id), id, body, Leaving));
        Reload();
        return isSaved;
    }

    private async Task<bool> TryEditAsync(Func<Actor, int, Task> edit)
    {
        var version = _incident?.Version ?? _seen;
        var isSaved = await TryAsync(actor => edit(actor, version));
        Reload();
        return isSaved;
    }

    private async Task<bool> TryAsync(Func<Actor, Task> save)
    {
        try
        {
            return await attempt.RunAsync(async () => await save(await CurrentActor.GetAsync(Leaving)));
        }
        catch (StaleVersionException)
        {
            // The reload shows what was said meanwhile, and who said it.
            snackbar.Add("Not saved: somebody else has changed the incident meanwhile. What you typed is still here.", Severity.Warning);
            return false;
        }
    }
}
