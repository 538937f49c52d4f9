using StatusPage.Core.Accounts;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Outbox;
using StatusPage.Web.Shell;

namespace StatusPage.Web.Monitors;

/// <summary>The screen on the wall: what is wrong, first and largest; then everything.</summary>
public sealed partial class BoardPage(IMonitorQueries monitors, IParkedEffects parked, SaveAttempt attempt)
{
    private BoardView? _board;
    private IReadOnlyList<ParkedEffect> _parked = [];
    private OrganizationId _organization;
    private bool _mayRetry;

    // Told in the tab as well, for whoever has the board in the background.
    private string Title => _board is { Problems.Count: > 0 and var wrong } ? $"({wrong}) Board · StatusPage" : "Board · StatusPage";

    protected override bool Concerns(Change change) => change.Kind is ChangeKind.Monitor && change.OrganizationId == _organization;

    protected override async Task LoadAsync(Actor actor)
    {
        _organization = actor.OrganizationId;
        _mayRetry = actor.Role >= Role.Admin;
        _board = BoardView.Of(await monitors.BoardAsync(actor.OrganizationId, Leaving));
        _parked = await parked.ListAsync(actor.OrganizationId, Leaving);
    }

    private async Task RetryAsync()
    {
        if (await attempt.RunAsync(async () => await parked.RetryAsync(await CurrentActor.GetAsync(Leaving), Leaving)))
        {
            Reload();
        }
    }
}
