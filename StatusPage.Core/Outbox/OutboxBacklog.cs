namespace StatusPage.Core.Outbox;

/// <param name="Age">Of the oldest message that is not parked; null when there is none.</param>
internal readonly record struct OutboxBacklog(int Waiting, int Parked, TimeSpan? Age);
