using StatusPage.Core.Organizations;

namespace StatusPage.Core.Outbox;

/// <summary>
/// One effect that has to happen, saved in the transaction of its cause. It is leased, done and then deleted, so it happens at least once;
/// whatever handles it must bear a second time. One that fails again and again is parked: kept, shown to staff, and left alone until somebody
/// asks for it. All times are the database's.
/// </summary>
public sealed class OutboxMessage(Guid id, OrganizationId organizationId, OutboxKind kind, Guid subjectId) : IOwned
{
    public const int LongestError = 300;

    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public OutboxKind Kind { get; private set; } = kind;

    public Guid SubjectId { get; private set; } = subjectId;

    /// <summary>The database fills the column in.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Until when one node has it to itself; null while nobody has it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The node that had it last.</summary>
    public string? LeasedBy { get; private set; }

    /// <summary>Raised with each lease: whoever comes back after his lease has passed on changes nothing.</summary>
    public long LeaseToken { get; private set; }

    /// <summary>How often it was begun since it was asked for.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it may be tried again; null when at once.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Why it failed last, on one line, for staff.</summary>
    public string? LastError { get; private set; }

    /// <summary>Since when nobody tries any more; null while somebody does.</summary>
    public DateTimeOffset? ParkedAt { get; private set; }

    public OutboxLease Lease => new(Id, LeaseToken, Attempts);
}
