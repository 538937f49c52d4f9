namespace StatusPage.Core.Monitors;

/// <summary>Notices monitors of which nothing has been heard for too long; they become unknown, never down.</summary>
public interface ISilenceWatch
{
    /// <summary>Looks at all monitors once. May run in several processes at the same time.</summary>
    Task MarkAsync(CancellationToken cancellationToken);
}
