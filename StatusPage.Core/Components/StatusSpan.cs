using StatusPage.Core.Organizations;

namespace StatusPage.Core.Components;

/// <summary>
/// What one source said of one component from an instant on, and until when. Spans of different causes overlap freely; which one shows is
/// <see cref="EffectiveStatus"/>'s business. Of one cause at most one span is open.
/// </summary>
public sealed class StatusSpan(
    Guid id,
    OrganizationId organizationId,
    ServiceComponentId componentId,
    SpanSource source,
    ComponentStatus status,
    DateTimeOffset from,
    Guid cause) : IOwned
{
    public Guid Id { get; private set; } = id;

    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public ServiceComponentId ComponentId { get; private set; } = componentId;

    public SpanSource Source { get; private set; } = source;

    public ComponentStatus Status { get; private set; } = status;

    public DateTimeOffset From { get; private set; } = from;

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateTimeOffset? To { get; private set; }

    /// <summary>The monitor, incident or maintenance that it comes from; the person for a manual one.</summary>
    public Guid Cause { get; private set; } = cause;

    /// <summary>Somebody knows better when it began.</summary>
    public void BeginAt(DateTimeOffset from) => From = from <= (To ?? from) ? from : throw new ArgumentOutOfRangeException(nameof(from), from, "It would end before it begins.");

    /// <summary>Ends the span; one that would end before it began ends where it began, and so never showed.</summary>
    public void End(DateTimeOffset at) => To = at < From ? From : at;
}
