namespace StatusPage.Core.Organizations;

/// <summary>A tenant: owns everything else, and nothing crosses from one to another.</summary>
public sealed class Organization : IVersioned
{
    public const int LongestName = 100;

    private Organization()
    {
        Name = "";
    }

    public Organization(OrganizationId id, string name, DateTimeOffset createdAt)
    {
        Id = id;
        Name = Checked(name);
        CreatedAt = createdAt;
    }

    public OrganizationId Id { get; private set; }

    public string Name { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public int Version { get; set; }

    public static string Checked(string? name) => Words.Required(name, "The organisation's name", LongestName);

    internal void Rename(string name) => Name = Checked(name);
}
