using System.Collections.Concurrent;
using StatusPage.Core.Probing;

namespace StatusPage.Jobs.Probing;

/// <summary>What this node has claimed and not finished. Safe from any thread.</summary>
internal sealed class RunningChecks(TimeProvider time)
{
    private readonly ConcurrentDictionary<ClaimedCheck, RunningCheck> _running = new();

    public IReadOnlyList<ClaimedCheck> All => [.. _running.Keys];

    /// <summary>From now on the check's lease is renewed until it is removed.</summary>
    public RunningCheck Add(DueCheck check, long leasedAt, CancellationToken abandon)
    {
        var running = new RunningCheck(check, leasedAt, abandon);
        _running[check.Claim] = running;
        return running;
    }

    public void Remove(RunningCheck running)
    {
        _running.TryRemove(running.Check.Claim, out _);
        running.Dispose();
    }

    /// <summary>Those that have been held for so long that they may need more time.</summary>
    public IReadOnlyList<RunningCheck> HeldFor(TimeSpan age) =>
        [.. _running.Values.Where(running => time.GetElapsedTime(running.ClaimedAt) >= age)];

    /// <summary>Whether others may have taken the check. A process that was stopped for a while finds so when it goes on.</summary>
    public bool MayBeLost(RunningCheck running) => time.GetElapsedTime(running.LeasedAt) >= Lease.Length;
}
