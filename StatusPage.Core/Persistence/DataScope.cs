using StatusPage.Core.Organizations;

namespace StatusPage.Core.Persistence;

/// <summary>Whose rows a context sees.</summary>
public readonly record struct DataScope
{
    private DataScope(OrganizationId? organization)
    {
        Organization = organization;
    }

    /// <summary>Null for the whole installation.</summary>
    public OrganizationId? Organization { get; }

    /// <summary>Everybody's rows: for jobs, rendering and signing in, never for a request on somebody's behalf.</summary>
    public static DataScope Everything => new(null);

    public static DataScope Of(OrganizationId organization) => new(organization);
}
