using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Audit;

/// <summary>One act of a person, kept for ever and never changed.</summary>
/// <param name="action">Dotted name, subject first: <c>incident.posted</c>.</param>
/// <param name="before">JSON of what the act changed, or null where there was nothing.</param>
/// <param name="after">JSON of what it became, or null where nothing is left.</param>
public sealed class AuditEntry(
    Guid id,
    OrganizationId organizationId,
    UserId? actorId,
    string actorName,
    string? address,
    string action,
    Guid subjectId,
    string? before,
    string? after,
    DateTimeOffset at) : IOwned
{
    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public UserId? ActorId { get; private set; } = actorId;

    public string ActorName { get; private set; } = actorName;

    public string? Address { get; private set; } = address;

    public string Action { get; private set; } = action;

    public Guid SubjectId { get; private set; } = subjectId;

    public string? Before { get; private set; } = before;

    public string? After { get; private set; } = after;

    public DateTimeOffset At { get; private set; } = at;

    public static AuditEntry By(Actor actor, string action, Guid subjectId, string? after, DateTimeOffset at, string? before = null) =>
        new(Guid.CreateVersion7(), actor.OrganizationId, actor.UserId, actor.Name, actor.Address, action, subjectId, before, after, at);
}
