using Microsoft.Extensions.Configuration;

namespace StatusPage.Core;

/// <summary>The configured address under which people reach the installation.</summary>
internal static class PublicUrl
{
    private const string Key = "StatusPage:PublicUrl";

    /// <summary>Without a slash at its end; null when the configuration does not say.</summary>
    /// <exception cref="ConfigurationException">Nothing that a link can begin with.</exception>
    public static string? From(IConfiguration configuration)
    {
        var text = configuration[Key]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && IsBase(address)
            ? address.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : throw new ConfigurationException(Key, $"\"{text}\" is not an address for links; write it like https://status.example.com.");
    }

    private static bool IsBase(Uri address) => (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
}
