using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using StatusPage.Core.Accounts;
using StatusPage.Core.Persistence;

namespace StatusPage.Web.Account;

/// <summary>Checks passwords so that neither the answer nor its time tells whether an account exists, and begins and ends sessions.</summary>
internal sealed class SignIns(
    SignInManager<StaffUser> signIn, UserManager<StaffUser> users, IPasswordHasher<StaffUser> hasher, ISessions sessions, SessionChecks checks,
    StatusPageContext accounts)
{
    private static readonly StaffUser Nobody = new();
    private static string? _nobodysHash;

    private string? Address => signIn.Context.Connection.RemoteIpAddress?.ToString();

    /// <returns>Whether somebody is signed in now.</returns>
    public async Task<bool> TryAsync(string email, string password, bool stay)
    {
        if (await WhoAsync(email, password) is not { } user)
        {
            return false;
        }

        await BeginAsync(user, stay);
        return true;
    }

    /// <summary>Who has this password; null when it is wrong, there is no such account, or it rests after too many tries.</summary>
    public async Task<StaffUser?> WhoAsync(string email, string password)
    {
        // A longer one belongs to nobody, and hashing it would cost as much as the sender likes.
        var tried = password.Length <= PasswordRule.Longest ? password : "";
        var user = EmailAddress.Composed(email) is { } composed ? await users.FindByNameAsync(composed) : null;
        if (user is null || await users.IsLockedOutAsync(user))
        {
            _nobodysHash ??= hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, tried);
            return null;
        }

        if ((await signIn.CheckPasswordSignInAsync(user, tried, lockoutOnFailure: true)).Succeeded)
        {
            return user;
        }

        await sessions.FailedAsync(user.UserId, Address, CancellationToken.None);
        return null;
    }

    public async Task SignInAsync(UserId id, bool stay = true)
    {
        // The account as it is now: what was read before its password changed has a stamp that counts no more.
        accounts.ChangeTracker.Clear();
        if (await users.FindByIdAsync(id.Value.ToString()) is { } user)
        {
            await BeginAsync(user, stay);
        }
    }

    /// <summary>Ends the session for good: a copy of its cookie is worth nothing afterwards.</summary>
    public async Task SignOutAsync()
    {
        if (SessionTicket.From(signIn.Context.User) is { } ticket)
        {
            await sessions.EndAsync(ticket.Session, ticket.User, Address, CancellationToken.None);
            checks.Forget();
        }

        await signIn.SignOutAsync();
    }

    private async Task BeginAsync(StaffUser user, bool stay)
    {
        // Who was signed in here before is not any more.
        if (SessionTicket.From(signIn.Context.User) is { } before)
        {
            await sessions.EndAsync(before.Session, before.User, Address, CancellationToken.None);
        }

        checks.Forget();
        var session = await sessions.BeginAsync(user.UserId, Address, CancellationToken.None);
        await signIn.SignInWithClaimsAsync(user, stay, [SessionTicket.ClaimOf(session)]);
    }
}
