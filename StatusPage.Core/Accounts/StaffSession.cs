namespace StatusPage.Core.Accounts;

/// <summary>One browser in which somebody is signed in. Whoever has its cookie is let in as long as this row is there.</summary>
/// <param name="address">From where it was begun; null when that is not known.</param>
public sealed class StaffSession(SessionId id, UserId userId, string? address, DateTimeOffset startedAt)
{
    public SessionId Id { get; private set; } = id;

    public UserId UserId { get; private set; } = userId;

    public string? Address { get; private set; } = address;

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    /// <summary>To the minute.</summary>
    public DateTimeOffset LastSeenAt { get; private set; } = startedAt;
}
