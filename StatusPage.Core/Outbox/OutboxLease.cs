namespace StatusPage.Core.Outbox;

/// <summary>A message that a node has taken, and the token under which it did. Nothing is written for it once the row's token is another.</summary>
/// <param name="Attempts">How often it was begun, with this time.</param>
public readonly record struct OutboxLease(Guid MessageId, long Token, int Attempts);
