namespace StatusPage.Core.Organizations;

/// <summary>What a member may do; each role includes the ones before it.</summary>
public enum Role
{
    Viewer,

    /// <summary>Incidents, maintenance, acknowledging.</summary>
    Operator,

    /// <summary>Pages, monitors, settings.</summary>
    Admin,

    /// <summary>Members and the organisation itself.</summary>
    Owner,
}
