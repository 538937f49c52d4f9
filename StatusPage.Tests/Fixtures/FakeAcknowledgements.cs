using StatusPage.Core.Accounts;
using StatusPage.Core.Monitors;

namespace StatusPage.Tests.Fixtures;

internal sealed class FakeAcknowledgements : IAcknowledgements
{
    /// <summary>Who wanted which monitor acknowledged, or no longer so.</summary>
    public List<(Actor Actor, StatusMonitorId Id, bool IsInHand)> Acts { get; } = [];

    public Exception? Failure { get; set; }

    public Task AcknowledgeAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) => Note(actor, id, isInHand: true);

    public Task WithdrawAsync(Actor actor, StatusMonitorId id, CancellationToken cancellationToken) => Note(actor, id, isInHand: false);

    private Task Note(Actor actor, StatusMonitorId id, bool isInHand)
    {
        Acts.Add((actor, id, isInHand));
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }
}
