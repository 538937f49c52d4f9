namespace StatusPage.Jobs.Probing;

/// <summary>
/// How long a node has a check for itself. What it is still running it renews; what it does not renew, because it died or hangs, others take.
/// See decision 14 for the measurements behind the numbers.
/// </summary>
internal static class Lease
{
    /// <summary>
    /// A monitor that is checked every five seconds misses one result when its worker is killed: five seconds, the lease, the wait for the next
    /// sweep and what a busy machine adds have to stay below ten. Shorter would take checks from a node that is only slow.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>What has just been claimed is nearly always finished before its lease would need a renewal.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(0.5);
}
