using Microsoft.AspNetCore.DataProtection;

namespace StatusPage.Core.Secrets;

internal sealed class ProtectedSecrets(IDataProtectionProvider keys) : ISecrets
{
    private const string Root = "StatusPage.Secrets";

    public Secret Protect(string purpose, string text) => new(keys.CreateProtector(Root, purpose).Protect(text), isPlain: false);

    public string Reveal(string purpose, Secret secret)
    {
        try
        {
            return secret.IsPlain ? secret.Text : keys.CreateProtector(Root, purpose).Unprotect(secret.Text);
        }
        catch (Exception failure)
        {
            // Revoked, deleted, made for something else, or in a database that is away: each has an exception of its own.
            throw new SecretLostException(failure);
        }
    }
}
