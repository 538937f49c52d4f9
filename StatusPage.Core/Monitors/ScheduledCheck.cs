using StatusPage.Core.Organizations;

namespace StatusPage.Core.Monitors;

/// <summary>
/// One monitor at one location: when it is due, who is running it, and what the last results add up to. A worker takes the row by a lease and
/// may write to it only while its token is still the row's, so one that was thought dead and comes back changes nothing.
/// </summary>
public sealed class ScheduledCheck : IOwned
{
    private ScheduledCheck()
    {
        Location = "";
    }

    public ScheduledCheck(OrganizationId organizationId, StatusMonitorId monitorId, string location, DateTimeOffset dueAt)
    {
        OrganizationId = organizationId;
        MonitorId = monitorId;
        Location = location;
        DueAt = dueAt;
    }

    public OrganizationId OrganizationId { get; private set; }

    public StatusMonitorId MonitorId { get; private set; }

    public string Location { get; private set; }

    /// <summary>Null while the monitor is paused.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Raised with each lease and with its end: the fencing token.</summary>
    public long LeaseToken { get; private set; }

    public MonitorState State { get; private set; } = MonitorState.Unknown;

    public int Failures { get; private set; }

    public int Successes { get; private set; }

    public int Slow { get; private set; }

    public int Fast { get; private set; }

    public DateTimeOffset? LastCheckedAt { get; private set; }

    public int? LastLatencyMs { get; private set; }

    /// <summary>Why the last check failed, for staff; null after a success.</summary>
    public string? LastReason { get; private set; }

    /// <summary>What the board draws: see <see cref="Monitors.RecentLatencies"/>. Kept here, since finding the last few of many results is dear.</summary>
    public string RecentLatencies { get; private set; } = "";

    public Verdict Verdict => new(State, Failures, Successes, Slow, Fast);

    /// <summary>Writes what a finished check found and gives the lease back.</summary>
    /// <param name="nextDueAt">Null when there is to be no next one.</param>
    public void Finish(Verdict verdict, DateTimeOffset at, int? latencyMs, string? reason, DateTimeOffset? nextDueAt)
    {
        (State, Failures, Successes, Slow, Fast) = (verdict.State, verdict.Failures, verdict.Successes, verdict.Slow, verdict.Fast);
        LastCheckedAt = at;
        LastLatencyMs = latencyMs;
        LastReason = reason;
        RecentLatencies = Monitors.RecentLatencies.Append(RecentLatencies, latencyMs);
        DueAt = nextDueAt;
        LeaseUntil = null;

        // So the same result cannot be written twice, and nobody who has read the row before writes over it.
        LeaseToken++;
    }

    /// <summary>Is to be made at this time, whatever was planned.</summary>
    public void MakeDue(DateTimeOffset at) => DueAt = at;

    /// <summary>Is not to be made any more, and nothing is known.</summary>
    public void Stop()
    {
        DueAt = null;
        Forget();
    }

    /// <summary>Forgets what the last results added up to: they are too old to mean anything.</summary>
    public void Forget()
    {
        (State, Failures, Successes, Slow, Fast) = (MonitorState.Unknown, 0, 0, 0, 0);
    }

    internal void Return(CheckBefore before)
    {
        DueAt = before.DueAt;
        (State, Failures, Successes, Slow, Fast) =
            (before.Verdict.State, before.Verdict.Failures, before.Verdict.Successes, before.Verdict.Slow, before.Verdict.Fast);
    }
}
