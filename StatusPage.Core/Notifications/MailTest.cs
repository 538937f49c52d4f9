using StatusPage.Core.Organizations;

namespace StatusPage.Core.Notifications;

/// <summary>A mail that somebody has sent to themselves to see whether mail works, and what came of it.</summary>
public sealed class MailTest(Guid id, OrganizationId organizationId, string address, DateTimeOffset requestedAt) : IOwned
{
    public const int LongestOutcome = 500;

    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public string Address { get; private set; } = address;

    public DateTimeOffset RequestedAt { get; private set; } = requestedAt;

    /// <summary>Null while no worker has tried.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public bool IsSent { get; private set; }

    /// <summary>What happened, in a sentence; null until then.</summary>
    public string? Outcome { get; private set; }

    public void Finish(bool isSent, string outcome, DateTimeOffset now) =>
        (IsSent, Outcome, FinishedAt) = (isSent, outcome.Length > LongestOutcome ? outcome[..LongestOutcome] : outcome, now);
}
