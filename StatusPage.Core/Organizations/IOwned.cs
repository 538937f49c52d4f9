namespace StatusPage.Core.Organizations;

/// <summary>A row that belongs to one organisation; a context opened for another one never sees it.</summary>
public interface IOwned
{
    OrganizationId OrganizationId { get; }
}
