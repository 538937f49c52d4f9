namespace StatusPage.Core.Incidents;

/// <summary>What an incident is called and how it is weighed, apart from what its updates say.</summary>
/// <param name="Impact">Null: the components decide.</param>
/// <param name="StartedAt">Not after its first update.</param>
public sealed record IncidentHead(string Title, Impact? Impact, DateTimeOffset StartedAt);
