namespace StatusPage.Core.Monitors;

/// <summary>Turns what has become too old to be believed into "unknown". May run on several nodes at once.</summary>
public interface ISilenceWatch
{
    Task MarkAsync(CancellationToken cancellationToken);
}
