using StatusPage.Core.Components;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;

namespace StatusPage.Core.Incidents;

/// <summary>One thing that happened around an incident.</summary>
public abstract record TimelineEntry(DateTimeOffset At);

/// <summary>Something that customers were told.</summary>
/// <param name="Author">The author's address for signing in; null when the account is gone.</param>
/// <param name="Components">What it said of them; those that were archived since are among them.</param>
/// <param name="Earlier">What it said before it was edited, the latest first.</param>
public sealed record UpdateEntry(
    Guid Id,
    DateTimeOffset At,
    IncidentStatus Status,
    string Body,
    string? Author,
    IReadOnlyList<(string Name, ComponentStatus Status)> Components,
    IReadOnlyList<WordingView> Earlier) : TimelineEntry(At);

/// <param name="Editor">Who replaced it; null when the account is gone.</param>
public sealed record WordingView(string Body, DateTimeOffset Until, string? Editor);

/// <summary>Something that staff noted for themselves.</summary>
public sealed record NoteEntry(Guid Id, DateTimeOffset At, string Body, string? Author) : TimelineEntry(At);

/// <summary>A monitor said something else of a component that the incident names.</summary>
/// <param name="Monitor">Null when it is gone for good.</param>
public sealed record MonitorEntry(DateTimeOffset At, StatusMonitorId MonitorId, string? Monitor, string Component, ComponentStatus Status) : TimelineEntry(At);

/// <summary>Somebody changed the title, the impact or the start.</summary>
public sealed record HeadEntry(DateTimeOffset At, string Author, IncidentHead Before, IncidentHead After) : TimelineEntry(At);

public interface IIncidentTimeline
{
    /// <summary>
    /// All that happened around an incident, the newest first; what monitors said from half an hour before it until half an hour after it. Empty
    /// when the organisation has no such incident. For staff; nothing of it is public.
    /// </summary>
    Task<IReadOnlyList<TimelineEntry>> ReadAsync(OrganizationId organization, IncidentId id, CancellationToken cancellationToken);
}
