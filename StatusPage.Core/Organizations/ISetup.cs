using StatusPage.Core.Accounts;
using StatusPage.Core.Pages;

namespace StatusPage.Core.Organizations;

/// <param name="Organization">Null: named like the page.</param>
/// <param name="Slug">Null: made of the page's name.</param>
/// <param name="FirstAddress">The first http address to watch; null for none.</param>
/// <param name="TimeZone">IANA name of the page's zone.</param>
public sealed record SetupRequest(
    string Email, string Password, string? Organization, string PageName, string? Slug, string? FirstAddress, string TimeZone = "UTC")
{
    /// <summary>The secret of a token with an owner's rights that is made as well; null for none.</summary>
    public string? ApiToken { get; init; }
}

public sealed record SetupResult(OrganizationId OrganizationId, PublicPageId PageId, string Slug, UserId OwnerId);

/// <summary>The first run of an installation. It can be done once, by whoever has the code that the console prints.</summary>
public interface ISetup
{
    /// <summary>The code, the same on every node and after every restart; null once the installation has been set up.</summary>
    Task<string?> PendingCodeAsync(CancellationToken cancellationToken);

    /// <summary>Makes the organisation, its owner, the default page and, where an address is given, a component with its monitor; all or nothing.</summary>
    /// <param name="publicUrl">The address at which the installation is reached, kept as the base of links; may be null.</param>
    /// <exception cref="RuleViolationException">The code is wrong, a value cannot be used, or somebody else was first.</exception>
    Task<SetupResult> RunAsync(string code, SetupRequest request, string? publicUrl, CancellationToken cancellationToken);
}
