using StatusPage.Core.Components;

namespace StatusPage.Core.Incidents;

/// <summary>What somebody is about to say.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Components">The components whose status this update changes; the others stay as they were.</param>
public sealed record NewUpdate(
    IncidentStatus Status,
    string Body,
    IReadOnlyDictionary<ServiceComponentId, ComponentStatus> Components,
    DateTimeOffset? NextUpdateAt = null)
{
    /// <summary>Whether subscribers are mailed; the page says it in any case.</summary>
    public bool Notify { get; init; } = true;
}
