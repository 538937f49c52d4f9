using StatusPage.Core.Organizations;

namespace StatusPage.Core.Outbox;

/// <summary>
/// One effect that has to happen, saved in the transaction of its cause. It is leased, done and then deleted, so it happens at least once;
/// whatever handles it must bear a second time.
/// </summary>
public sealed class OutboxMessage(Guid id, OrganizationId organizationId, OutboxKind kind, Guid subjectId) : IOwned
{
    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public OutboxKind Kind { get; private set; } = kind;

    public Guid SubjectId { get; private set; } = subjectId;

    /// <summary>By the database's clock: it fills the column in.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Until when one node has it to itself, by the database's clock; null while nobody has taken it.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public int Attempts { get; private set; }
}
