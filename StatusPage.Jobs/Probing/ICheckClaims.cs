using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

internal interface ICheckClaims
{
    /// <summary>Leases due checks for <see cref="Lease.Length"/>, longest overdue first. When it returns, the leases are committed.</summary>
    Task<IReadOnlyList<DueCheck>> ClaimAsync(int most, CancellationToken cancellationToken);

    /// <summary>Lets the leases last for another <see cref="Lease.Length"/>. Returns those that are still this node's.</summary>
    Task<IReadOnlyList<ClaimedCheck>> RenewAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken);

    /// <summary>Makes checks due again at once that this node will not finish. Returns how many were still its own.</summary>
    Task<int> HandBackAsync(IReadOnlyCollection<ClaimedCheck> held, CancellationToken cancellationToken);
}
