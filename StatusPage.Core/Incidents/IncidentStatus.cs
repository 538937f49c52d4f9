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

    /// <summary>The status as pages and mails show it, in English.</summary>
    public static string Title(this IncidentStatus status) => status switch
    {
        IncidentStatus.Investigating => "Investigating",
        IncidentStatus.Identified => "Identified",
        IncidentStatus.Monitoring => "Monitoring",
        IncidentStatus.Resolved => "Resolved",
        IncidentStatus.Postmortem => "Post-mortem",
    };
}
