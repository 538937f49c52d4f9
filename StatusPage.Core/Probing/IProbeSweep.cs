namespace StatusPage.Core.Probing;

/// <summary>Takes what is due. Safe to call from several triggers at once.</summary>
public interface IProbeSweep
{
    /// <summary>Claims due checks, as many as this node has free slots, starts them and returns; it never waits for a target.</summary>
    Task ClaimAndStartAsync(CancellationToken cancellationToken);
}
