using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace StatusPage.Core.Accounts;

/// <summary>Accounts as signing in expects them.</summary>
internal sealed class NewAccounts(IPasswordHasher<StaffUser> passwords)
{
    /// <summary>Takes a while on purpose: belongs before a transaction, not into one.</summary>
    public StaffUser Make(string email, string password)
    {
        email = EmailAddress.Checked(email);
        var account = new StaffUser
        {
            Email = email,
            UserName = email,
            NormalizedEmail = Normalized(email),
            NormalizedUserName = Normalized(email),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = NewStamp(),
        };
        account.PasswordHash = passwords.HashPassword(account, PasswordRule.Checked(password));
        return account;
    }

    /// <summary>The form by which an account is found.</summary>
    public static string Normalized(string email) => (EmailAddress.Composed(email) ?? email).ToUpperInvariant();

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}
