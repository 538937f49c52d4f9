using Microsoft.AspNetCore.Identity;
using StatusPage.Core;
using StatusPage.Core.Accounts;
using StatusPage.Core.Outbox;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Core.Accounts;

public abstract class PasswordsTests(DatabaseKind kind, PostgresServer server) : MemberTests(kind, server)
{
    private const string Next = "another horse battery";

    private IPasswords Passwords => Get<IPasswords>();

    [Fact]
    public async Task Change_OfAPassword_EndsAllSessionsAndOpenLinks()
    {
        var session = await Get<ISessions>().BeginAsync(Owner.UserId, address: null, Token);
        var link = await Passwords.MakeResetLinkAsync(Owner.Name, Token);

        await Passwords.ChangeAsync(Owner.UserId, Next, "192.0.2.1", Token);

        var account = (await Data.AllAsync<StaffUser>()).Single(row => row.Id == Owner.UserId.Value);
        Assert.Equal(PasswordVerificationResult.Success, Get<IPasswordHasher<StaffUser>>().VerifyHashedPassword(account, account.PasswordHash!, Next));
        Assert.False(await Get<ISessions>().IsAliveAsync(session, Owner.UserId, account.SecurityStamp, Token));
        Assert.NotEqual("first", account.SecurityStamp);
        Assert.False((await Passwords.FindResetAsync(TokenOf(link!), Token))?.Works);
        Assert.Equal("account.password_changed", (await AuditedAsync())[^1]);
    }

    [Fact]
    public async Task AskForReset_OfAnAccount_MailsALinkThatWorksOnce()
    {
        await Passwords.AskForResetAsync(" OWNER@example.com ", "192.0.2.1", Token);

        var message = Assert.Single(await Data.AllAsync<OutboxMessage>());
        var letter = await Get<IAccountLetters>().PasswordResetAsync(message.SubjectId, Token);
        Assert.Equal((OutboxKind.PasswordReset, "owner@example.com"), (message.Kind, letter?.To));
        Assert.Equal(Owner.UserId, await Passwords.ResetAsync(TokenOf(letter!.Link), Next, address: null, Token));
        await Assert.ThrowsAsync<RuleViolationException>(() => Passwords.ResetAsync(TokenOf(letter.Link), Next, address: null, Token));
        Assert.Null(await Get<IAccountLetters>().PasswordResetAsync(message.SubjectId, Token));
    }

    [Fact]
    public async Task AskForReset_OfNobodyOrTooOften_MailsNothing()
    {
        await Passwords.AskForResetAsync("nobody@example.com", address: null, Token);
        Assert.Empty(await Data.AllAsync<OutboxMessage>());

        for (var time = 0; time < 5; time++)
        {
            await Passwords.AskForResetAsync(Owner.Name, address: null, Token);
        }

        Assert.Equal(3, (await Data.AllAsync<OutboxMessage>()).Count);
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsRefused()
    {
        var token = TokenOf((await Passwords.MakeResetLinkAsync(Owner.Name, Token))!);
        Clock.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<RuleViolationException>(() => Passwords.ResetAsync(token, Next, address: null, Token));

        Assert.False((await Passwords.FindResetAsync(token, Token))?.Works);
    }

    [Fact]
    public async Task Reset_ManyTimesAtOnce_HappensOnce()
    {
        var token = TokenOf((await Passwords.MakeResetLinkAsync(Owner.Name, Token))!);

        var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await Passwords.ResetAsync(token, Next, address: null, Token);
                return true;
            }
            catch (RuleViolationException)
            {
                return false;
            }
        }));

        Assert.Single(done, worked => worked);
    }

    [Fact]
    public async Task MakeResetLink_OfNobody_IsNone() => Assert.Null(await Passwords.MakeResetLinkAsync("nobody@example.com", Token));

    [Fact]
    public async Task Reset_WithAPasswordThatIsTooShort_LeavesTheLink()
    {
        var token = TokenOf((await Passwords.MakeResetLinkAsync(Owner.Name, Token))!);

        await Assert.ThrowsAsync<RuleViolationException>(() => Passwords.ResetAsync(token, "short", address: null, Token));

        Assert.True((await Passwords.FindResetAsync(token, Token))?.Works);
    }
}

public sealed class PasswordsTestsOnSqlite(PostgresServer server) : PasswordsTests(DatabaseKind.Sqlite, server);

public sealed class PasswordsTestsOnPostgres(PostgresServer server) : PasswordsTests(DatabaseKind.Postgres, server);
