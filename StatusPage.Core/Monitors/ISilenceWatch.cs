namespace StatusPage.Core.Monitors;

/// <summary>
/// Notices monitors of which nothing has been heard for too long; they become unknown, never down. Paused ones are silent on purpose.
/// Also makes checks due that a clock, since set back, has put too far ahead.
/// </summary>
public interface ISilenceWatch
{
    /// <summary>Looks at all monitors once. May run in several processes at the same time.</summary>
    Task MarkAsync(CancellationToken cancellationToken);
}
