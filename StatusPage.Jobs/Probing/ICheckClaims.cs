namespace StatusPage.Jobs.Probing;

internal interface ICheckClaims
{
    /// <summary>Leases due checks, longest overdue first. When it returns, the leases are committed.</summary>
    Task<IReadOnlyList<DueCheck>> ClaimAsync(int most, CancellationToken cancellationToken);
}
