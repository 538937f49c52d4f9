namespace StatusPage.Core.Incidents;

public enum IncidentStatus
{
    Investigating,
    Identified,
    Monitoring,
    Resolved,

    /// <summary>Resolved, with a published post-mortem.</summary>
    Postmortem,
}

public static class IncidentStatuses
{
    /// <summary>The status in a sentence, in English.</summary>
    public static string Word(this IncidentStatus status) => status switch
    {
        IncidentStatus.Investigating => "investigating",
        IncidentStatus.Identified => "identified",
        IncidentStatus.Monitoring => "monitoring",
        IncidentStatus.Resolved => "resolved",
        IncidentStatus.Postmortem => "closed with a post-mortem",
    };
}
