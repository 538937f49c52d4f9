using Microsoft.AspNetCore.Components;
using MudBlazor;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Monitors;

/// <summary>One monitor: how it stands and why, how fast its target was, what its last checks found, and what it decides.</summary>
public sealed partial class MonitorPage(
    IMonitorQueries monitors, IMonitorResults results, IMonitorCommands commands, SaveAttempt attempt, ISnackbar snackbar)
{
    private const int Few = 20;
    private const int Most = 200;

    private static readonly (LatencySpan Span, string Words)[] Spans =
    [
        (LatencySpan.Hour, "1 h"), (LatencySpan.SixHours, "6 h"), (LatencySpan.Day, "24 h"), (LatencySpan.Week, "7 d"), (LatencySpan.Month, "30 d"),
        (LatencySpan.Quarter, "90 d"),
    ];

    private MonitorDetails? _monitor;
    private LatencySeries? _series;
    private IReadOnlyList<MonitorResult> _results = [];
    private MonitorResult? _outcome;
    private DateTimeOffset? _asked;
    private int _shown = Few;
    private bool _hasMore;
    private bool _missing;
    private bool _mayAct;
    private bool _mayEdit;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>A <see cref="LatencySpan"/> in whatever case; an hour where it is none.</summary>
    [SupplyParameterFromQuery]
    public string? Span { get; set; }

    // A chart of days is long to read, and looks the same a second later.
    protected override TimeSpan Gap => Chosen <= LatencySpan.SixHours ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10);

    private StatusMonitorId Monitor => new(Id);

    private LatencySpan Chosen => Enum.TryParse<LatencySpan>(Span, ignoreCase: true, out var span) && Enum.IsDefined(span) ? span : LatencySpan.Hour;

    private string Heading => _missing ? "No such monitor" : _monitor?.Name ?? "Monitor";

    // In the words of each location; a rule that was met says itself.
    private IReadOnlyList<string>? Why => _monitor is { State: MonitorState.Down or MonitorState.Degraded } monitor
        ?
        [
            .. monitor.Checks.Where(check => check.LastReason is not null).Select(check => $"From {check.Location}: {check.LastReason}"),
            ThresholdWords.Of(monitor.Thresholds, monitor.Schedule),
        ]
        : null;

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Monitor && change.SubjectId == Id;

    protected override async Task LoadAsync(Actor actor)
    {
        (_mayAct, _mayEdit) = (actor.Role >= Role.Operator, actor.Role >= Role.Admin);
        var found = await monitors.FindAsync(actor.OrganizationId, Monitor, Leaving);
        _missing = found is null;
        if (found is not null)
        {
            var page = await results.ListAsync(actor.OrganizationId, Monitor, DateTimeOffset.UnixEpoch, Time.GetUtcNow().AddDays(1), after: null, _shown, Leaving);
            _series = await results.LatencyAsync(actor.OrganizationId, Monitor, Chosen, Leaving);
            (_results, _hasMore) = (page.Items, page.Next is not null && _shown < Most);
            if (_asked is { } asked && _results.FirstOrDefault(result => result.StartedAt >= asked) is { } outcome)
            {
                (_outcome, _asked) = (outcome, null);
            }
        }

        _monitor = found;
    }

    private void Choose(LatencySpan span) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("span", span is LatencySpan.Hour ? null : span.ToString().ToLowerInvariant()), replace: true);

    private void ShowMore()
    {
        _shown = Math.Min(_shown * 3, Most);
        Reload();
    }

    private async Task TestAsync()
    {
        _outcome = null;
        await attempt.RunAsync(async () => _asked = await commands.CheckNowAsync(await CurrentActor.GetAsync(Leaving), Monitor, Leaving));
        Reload();
    }

    private async Task RestAsync()
    {
        var rests = _monitor?.State is MonitorState.Paused;
        if (await attempt.RunAsync(async () =>
        {
            var actor = await CurrentActor.GetAsync(Leaving);
            _ = rests ? await commands.ResumeAsync(actor, [Monitor], Leaving) : await commands.PauseAsync(actor, [Monitor], until: null, Leaving);
        }))
        {
            snackbar.Add(rests ? "Resumed." : "Paused: its components are unknown as far as it is concerned.", Severity.Success);
        }

        Reload();
    }
}
