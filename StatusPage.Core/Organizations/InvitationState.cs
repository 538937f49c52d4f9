namespace StatusPage.Core.Organizations;

public enum InvitationState
{
    /// <summary>Its link works.</summary>
    Open,

    Used,

    Revoked,

    Expired,
}
