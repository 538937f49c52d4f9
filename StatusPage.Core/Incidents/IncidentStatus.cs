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
