using StatusPage.Core.Incidents;
using StatusPage.Core.Organizations;
using StatusPage.Core.Subscribers;

namespace StatusPage.Core.Notifications;

/// <summary>
/// One update of an incident on its way to one person. Its id makes the mail's Message-ID, so that a mail which is sent a second time after a
/// crash can be known for the same.
/// </summary>
public sealed class MailDelivery(
    Guid id, OrganizationId organizationId, IncidentId incidentId, Guid updateId, SubscriberId subscriberId, string addressKey, DateTimeOffset createdAt) : IOwned
{
    public const int LongestProblem = 300;

    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public IncidentId IncidentId { get; private set; } = incidentId;

    public Guid UpdateId { get; private set; } = updateId;

    public SubscriberId SubscriberId { get; private set; } = subscriberId;

    /// <summary>See <see cref="Subscriber.AddressKey"/>: somebody who follows two pages is told once.</summary>
    public string AddressKey { get; private set; } = addressKey;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DeliveryState State { get; private set; } = DeliveryState.Waiting;

    /// <summary>Why it was refused for good; null unless it failed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }
}

public enum DeliveryState
{
    Waiting,

    /// <summary>A mail server has taken it in.</summary>
    Sent,

    /// <summary>It was refused for good, or nobody would want it any more.</summary>
    Failed,

    /// <summary>Whoever it was for has left before it was sent.</summary>
    Skipped,
}
