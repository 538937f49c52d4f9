namespace StatusPage.Core.Organizations;

/// <summary>A tenant: owns everything else, and nothing crosses from one to another.</summary>
public sealed class Organization : IVersioned
{
    private Organization()
    {
        Name = "";
    }

    public Organization(OrganizationId id, string name, DateTimeOffset createdAt)
    {
        Id = id;
        Name = Words.Required(name, "The organisation's name", 100);
        CreatedAt = createdAt;
    }

    public OrganizationId Id { get; private set; }

    public string Name { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Version { get; set; }
}
