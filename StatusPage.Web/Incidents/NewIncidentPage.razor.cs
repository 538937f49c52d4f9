using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Persistence;
using StatusPage.Web.Account;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Incidents;

public sealed partial class NewIncidentPage(
    IIncidentCommands incidents, IComponentQueries components, CurrentActor actor, SaveAttempt attempt, KeptDrafts drafts, NavigationManager navigation, TimeProvider time)
{
    private const string Form = "new incident";

    private static readonly IncidentStatus[] Statuses = [IncidentStatus.Investigating, IncidentStatus.Identified, IncidentStatus.Monitoring, IncidentStatus.Resolved];
    private static readonly Dictionary<string, object?> TitleMark = new(StringComparer.Ordinal) { ["data-test"] = "title", ["aria-required"] = "true" };

    private IncidentDraft _draft = new();
    private string? _carried;
    private UserId? _owner;
    private IReadOnlyList<ComponentChoice>? _choices;
    private bool _failed;
    private bool _named;
    private bool _saving;

    /// <summary>The name of the monitor from which somebody came; what is in trouble is chosen for them then.</summary>
    [SupplyParameterFromQuery]
    public string? About { get; set; }

    /// <summary>The draft, which goes along when the circuit moves to another node, and which the browser keeps; null while there is none.</summary>
    [PersistentState]
    public string? Kept
    {
        get => _owner is { } owner && !IsUntouched ? KeptDrafts.Write(_draft.Keep(owner, seen: 0)) : null;
        set => _carried = value;
    }

    private bool IsUntouched => _draft is { IsPristine: true, Impact: null, Status: IncidentStatus.Investigating };

    private Impact Derived => Impacts.FromStatuses(_draft.Components.Values);

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var who = await actor.GetAsync(CancellationToken.None);
            var choices = await components.ListAsync(who.OrganizationId, CancellationToken.None);
            var kept = await drafts.FindAsync(_carried, Form, who.UserId, CancellationToken.None);
            _owner = who.UserId;
            if (kept is null)
            {
                Suggest(choices);
            }
            else
            {
                _draft = IncidentDraft.From(kept, choices);
            }

            _choices = choices;
            if (kept?.IsBeingSent(time.GetUtcNow()) is true)
            {
                // Its answer was lost on the way here; the same draft is posted once however often it is sent.
                await PostAsync();
            }
        }
        catch (AccessEndedException ended)
        {
            navigation.NavigateTo(ended.LeadsTo, forceLoad: true);
        }
        catch (Exception failure) when (DatabaseFailure.IsIn(failure))
        {
            _failed = true;
        }
    }

    private void Suggest(IReadOnlyList<ComponentChoice> choices)
    {
        if (string.IsNullOrWhiteSpace(About))
        {
            return;
        }

        var troubled = choices.Where(choice => Impacts.FromStatuses([choice.Status]) > Impact.None).ToList();
        var named = troubled.Where(choice => choice.Name == About).ToList();
        foreach (var choice in named.Count > 0 ? named : troubled)
        {
            _draft.Components[choice.Id] = choice.Status;
        }

        _draft.Title = $"Problems with {About}";
    }

    private void Name(string? text)
    {
        _named = true;
        _draft.Title = text ?? "";
    }

    private void Weigh(ChangeEventArgs change) => _draft.Impact = Enum.TryParse<Impact>((string?)change.Value, out var impact) ? impact : null;

    private async Task PostAsync()
    {
        _draft.WasSent = true;
        if (_saving || !_draft.IsComplete(withTitle: true))
        {
            return;
        }

        _saving = true;
        _draft.SentAt = time.GetUtcNow();
        IncidentId? posted = null;
        await attempt.RunAsync(async () =>
            posted = await incidents.PostAsync(await actor.GetAsync(CancellationToken.None), _draft.ToIncident(time.GetUtcNow()), CancellationToken.None));
        _draft.SentAt = null;
        if (posted is { } id)
        {
            // Said before leaving, or the browser would keep it.
            _draft = new IncidentDraft();
            StateHasChanged();
            navigation.NavigateTo($"/admin/incidents/{id.Value}");
        }
        else
        {
            _saving = false;
        }
    }
}
