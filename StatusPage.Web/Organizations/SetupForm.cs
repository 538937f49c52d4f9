using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;

namespace StatusPage.Web.Organizations;

/// <summary>What was typed on the first run, and what is wrong with it, by the name of the field.</summary>
public sealed record SetupForm
{
    public const string EmailField = "email";
    public const string PasswordField = "password";
    public const string OrganizationField = "organization";
    public const string PageField = "page";
    public const string SlugField = "slug";
    public const string ZoneField = "zone";
    public const string AddressField = "address";

    private readonly Dictionary<string, string> _problems = [];

    public string Email { get; init; } = "";

    public string Password { get; init; } = "";

    public string Organization { get; init; } = "";

    public string Page { get; init; } = "";

    public string Slug { get; init; } = "";

    public string Zone { get; init; } = "UTC";

    public string Address { get; init; } = "";

    public IReadOnlyDictionary<string, string> Problems => _problems;

    public static SetupForm From(IFormCollection form) => new()
    {
        // The composed form, which is what looking an account up compares with.
        Email = Composed(form[EmailField].ToString().Trim()),
        Password = form[PasswordField].ToString(),
        Organization = form[OrganizationField].ToString().Trim(),
        Page = form[PageField].ToString().Trim(),
        Slug = form[SlugField].ToString().Trim().ToLowerInvariant(),
        Zone = form[ZoneField].ToString(),
        Address = form[AddressField].ToString().Trim(),
    };

    public bool Check(EgressPolicy policy)
    {
        _problems.Clear();
        Check(EmailField, () => EmailAddress.Checked(Email));
        Check(PasswordField, () => PasswordRule.Checked(Password));
        Check(OrganizationField, () => Words.Optional(Organization, "The organisation's name", 100));
        Check(PageField, () => Words.Required(Page, "The page's name", 100));
        Check(SlugField, () => Slug.Length == 0 ? Slug : PageSlug.Checked(Slug));
        Check(ZoneField, () => Zones.Checked(Zone));
        Check(AddressField, () => Address.Length == 0 ? Address : TypedTarget.Checked(MonitorTarget.Http(Address), policy));
        return _problems.Count == 0;
    }

    public SetupRequest ToRequest() => new(Email, Password, Blank(Organization), Page, Blank(Slug), Blank(Address), Zone);

    // What cannot be composed stays as it was typed, to be refused with the rest.
    internal static string Composed(string email) => EmailAddress.Composed(email) ?? email;

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private void Check(string field, Func<string?> rule)
    {
        try
        {
            rule();
        }
        catch (RuleViolationException refusal)
        {
            _problems[field] = refusal.Message;
        }
    }
}
