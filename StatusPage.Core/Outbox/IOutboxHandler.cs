namespace StatusPage.Core.Outbox;

/// <summary>Makes the effects of one kind happen. Called for several messages at once, and for the same one again after a crash or a failure.</summary>
public interface IOutboxHandler
{
    OutboxKind Kind { get; }

    /// <summary>Returns once the effect has happened for good. The token ends with the lease: from then on another node may do the same.</summary>
    /// <exception cref="Exception">It did not happen and is to be tried again; staff read the message, so it holds nothing secret.</exception>
    Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken);
}
