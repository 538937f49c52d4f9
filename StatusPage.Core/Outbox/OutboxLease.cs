namespace StatusPage.Core.Outbox;

/// <summary>A message that a node has taken, and the token under which it did. Nothing is written for it once the row's token is another.</summary>
public readonly record struct OutboxLease(Guid MessageId, long Token);
