using StatusPage.Core.Probing;

namespace StatusPage.Core.Monitors;

public interface ICheckRecorder
{
    /// <summary>
    /// Saves the result, judges it and saves what follows from it, all or nothing; returns once that is durable. Results that come at the same
    /// time share a transaction, but not their fate. False when the lease was lost meanwhile: then nothing was saved, because another node has
    /// the check. Cancelled while it was being written, it may have been saved or not.
    /// </summary>
    Task<bool> RecordAsync(ClaimedCheck claimed, DateTimeOffset startedAt, ProbeResult result, CancellationToken cancellationToken);
}
