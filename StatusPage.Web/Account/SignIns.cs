using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Accounts;

namespace StatusPage.Web.Account;

/// <summary>Checks passwords so that neither the answer nor its time tells whether an account exists.</summary>
internal sealed class SignIns(SignInManager<StaffUser> signIn, UserManager<StaffUser> users, IPasswordHasher<StaffUser> hasher)
{
    private static readonly StaffUser Nobody = new();
    private static string? _nobodysHash;

    public async Task<bool> TryAsync(string email, string password, bool stay)
    {
        // A longer one belongs to nobody, and hashing it would cost as much as the sender likes.
        var tried = password.Length <= PasswordRule.Longest ? password : "";
        var user = EmailAddress.Composed(email) is { } composed ? await users.FindByNameAsync(composed) : null;
        if (user is null || await users.IsLockedOutAsync(user))
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, tried);
            return false;
        }

        return (await signIn.PasswordSignInAsync(user, tried, stay, lockoutOnFailure: true)).Succeeded;
    }

    public async Task SignInAsync(UserId id)
    {
        if (await users.FindByIdAsync(id.Value.ToString()) is { } user)
        {
            await signIn.SignInAsync(user, isPersistent: true);
        }
    }

    public Task SignOutAsync() => signIn.SignOutAsync();
}
