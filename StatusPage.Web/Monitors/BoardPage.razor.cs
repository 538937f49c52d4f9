using Microsoft.AspNetCore.Components;
using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Monitors;

/// <summary>The screen on the wall: what is wrong, first and largest; then everything. What is left out of it is said in its address.</summary>
public sealed partial class BoardPage(IMonitorQueries monitors, IAcknowledgements acknowledgements, IParkedEffects parked, ILocations locations, SaveAttempt attempt)
{
    // From this many on, changes come so often that each of them by itself would only make work.
    private const int Many = 100;

    private IReadOnlyList<BoardMonitor>? _monitors;
    private IReadOnlyList<ParkedEffect> _parked = [];
    private IReadOnlyList<UnservedLocation> _unserved = [];
    private DateTimeOffset? _silentSince;
    private OrganizationId _organization;
    private bool _mayRetry;
    private bool _mayAct;

    /// <summary>A state in whatever case.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>Part of a name or a target.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    /// <summary>The name of a page.</summary>
    [SupplyParameterFromQuery]
    public string? Page { get; set; }

    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    protected override TimeSpan Gap => _monitors?.Count > Many ? TimeSpan.FromSeconds(1) : base.Gap;

    private BoardFilter Filter => BoardFilter.From(State, Text, Page, Tag);

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Monitor && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        _organization = actor.OrganizationId;
        _mayRetry = actor.Role >= Role.Admin;
        _mayAct = actor.Role >= Role.Operator;
        _monitors = await monitors.BoardAsync(actor.OrganizationId, Leaving);
        _parked = await parked.ListAsync(actor.OrganizationId, Leaving);
        await LookForWorkersAsync(_monitors.Any(monitor => monitor.State is MonitorState.Unknown));
    }

    // Where everything has data there is nothing to explain.
    private async Task LookForWorkersAsync(bool isDataMissing)
    {
        _unserved = isDataMissing ? await locations.UnservedAsync(Leaving) : [];
        _silentSince = _unserved.Count == 0
            ? null
            : (await locations.AllAsync(Leaving)).Where(known => _unserved.Any(one => one.Name == known.Name)).Min(known => (DateTimeOffset?)known.LastSeenAt);
    }

    // Told in the tab as well, for whoever has the board in the background.
    private static string Title(BoardView? board) => board is { Open: > 0 and var wrong } ? $"({wrong}) Board · StatusPage" : "Board · StatusPage";

    private void Choose(BoardFilter filter) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["state"] = filter.State?.ToString().ToLowerInvariant(),
            ["text"] = string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text,
            ["page"] = string.IsNullOrEmpty(filter.Page) ? null : filter.Page,
            ["tag"] = string.IsNullOrEmpty(filter.Tag) ? null : filter.Tag,
        }),
        replace: true);

    private Task AcknowledgeAsync(BoardMonitor monitor) => ActAsync(actor => acknowledgements.AcknowledgeAsync(actor, monitor.Id, Leaving));

    private Task WithdrawAsync(BoardMonitor monitor) => ActAsync(actor => acknowledgements.WithdrawAsync(actor, monitor.Id, Leaving));

    private Task RetryAsync() => ActAsync(actor => parked.RetryAsync(actor, Leaving));

    private async Task ActAsync(Func<Actor, Task> act)
    {
        if (await attempt.RunAsync(async () => await act(await CurrentActor.GetAsync(Leaving))))
        {
            Reload();
        }
    }
}
