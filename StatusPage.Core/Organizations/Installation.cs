namespace StatusPage.Core.Organizations;

/// <summary>One row: whether this installation has been set up, and until then the code that setting it up needs.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    /// <summary>Encrypted with the data-protection keys; null once set up.</summary>
    public string? ProtectedSetupCode { get; private set; }

    public DateTimeOffset? SetUpAt { get; private set; }

    /// <summary>The address at which the installation was first reached; the base for links where none is configured.</summary>
    public string? PublicUrl { get; private set; }
}
