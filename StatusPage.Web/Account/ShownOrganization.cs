using StatusPage.Core.Organizations;

namespace StatusPage.Web.Account;

/// <summary>
/// Which organisation a circuit shows, from its first read on. Somebody may choose another one in another tab: what is open here must not act
/// there without a word.
/// </summary>
public sealed class ShownOrganization
{
    /// <summary>Null until it has been read.</summary>
    public OrganizationId? Id { get; internal set; }
}
