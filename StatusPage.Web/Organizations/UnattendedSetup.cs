using StatusPage.Core;
using StatusPage.Core.Egress;
using StatusPage.Core.Organizations;
using StatusPage.Core.Tokens;

namespace StatusPage.Web.Organizations;

/// <summary>The answers of the first run from the configuration, for installations that nobody clicks through.</summary>
internal sealed record UnattendedSetup(string? Email, string? Password, string? Organization, string? Page, string? Slug, string? FirstAddress)
{
    /// <summary>The secret of a token with an owner's rights, for scripts that go on from here; null for none.</summary>
    public string? ApiToken { get; init; }

    private const string Prefix = "Setup:";

    private bool IsAsked => Email is not null || Password is not null || Organization is not null || Page is not null || Slug is not null || ApiToken is not null;

    public static UnattendedSetup From(IConfiguration configuration)
    {
        return new UnattendedSetup(
            Value(nameof(Email)), Value(nameof(Password)), Value(nameof(Organization)), Value(nameof(Page)), Value(nameof(Slug)), Value(nameof(FirstAddress)))
        {
            ApiToken = Value(nameof(ApiToken)),
        };

        string? Value(string key) => string.IsNullOrWhiteSpace(configuration[Prefix + key]) ? null : configuration[Prefix + key];
    }

    /// <summary>Null when the configuration says nothing about the first run. Not to be asked once set up: a secret may be gone by then.</summary>
    /// <exception cref="ConfigurationException">An answer is missing or cannot be used.</exception>
    public SetupRequest? ToRequest(EgressPolicy policy)
    {
        if (!IsAsked)
        {
            return null;
        }

        var form = new SetupForm
        {
            Email = SetupForm.Composed(Needed(nameof(Email), Email).Trim()),
            Password = Needed(nameof(Password), Password),
            Organization = Organization ?? "",
            Page = Page ?? Organization ?? Needed(nameof(Page), Page),
            Slug = Slug ?? "",
            Address = FirstAddress ?? "",
        };
        if (!form.Check(policy))
        {
            var (field, problem) = form.Problems.First();
            throw new ConfigurationException(KeyOf(field), problem);
        }

        return form.ToRequest() with { ApiToken = CheckedToken() };
    }

    private string? CheckedToken()
    {
        try
        {
            return ApiToken is null ? null : TokenSecret.Checked(ApiToken);
        }
        catch (RuleViolationException refusal)
        {
            throw new ConfigurationException(Prefix + nameof(ApiToken), refusal.Message);
        }
    }

    private static string Needed(string key, string? value) =>
        value ?? throw new ConfigurationException(Prefix + key, "is missing; an unattended first run needs Setup:Email, Setup:Password and Setup:Page.");

    private static string KeyOf(string field) => Prefix + field switch
    {
        SetupForm.EmailField => nameof(Email),
        SetupForm.PasswordField => nameof(Password),
        SetupForm.OrganizationField => nameof(Organization),
        SetupForm.SlugField => nameof(Slug),
        SetupForm.AddressField => nameof(FirstAddress),
        _ => nameof(Page),
    };
}
