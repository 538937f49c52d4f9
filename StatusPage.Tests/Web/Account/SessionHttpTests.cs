using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Audit;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Account;

/// <summary>How long a cookie is worth something.</summary>
public sealed class SessionHttpTests
{
    private const string Next = "another horse battery";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Atk65_CookieCopiedBeforeLogOut_IsWorthNothingAfterwards()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        var cookie = login.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("StatusPage=", StringComparison.Ordinal)).Split(';')[0];

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(thief, cookie));
        using var logout = await WebHost.SendFormAsync(browser, "/account/password", "/account/logout");

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(thief, cookie));
    }

    [Fact]
    public async Task Password_Changed_KeepsThisBrowserAndEndsTheOther()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var other = host.Browser();
        using var first = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        using var second = await WebHost.LogInAsync(other, WebHost.Email, WebHost.Password);

        using var changed = await WebHost.SendFormAsync(browser, "/account/password", "/account/password", ("current", WebHost.Password), ("password", Next));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(other));
        using var again = await WebHost.LogInAsync(other, WebHost.Email, Next);
        Assert.Equal("/admin", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Password_ChangedElsewhere_EndsTheSessionWithinFiveSeconds()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        // As another node does it: this one hears nothing.
        await host.Services.GetRequiredService<Database>().WriteAsync(
            DataScope.Everything, context => { context.RemoveRange(context.Set<StaffSession>()); return Task.CompletedTask; }, Token);
        var started = TimeProvider.System.GetTimestamp();
        await Patience.UntilAsync(async () => await StatusAsync(browser) == HttpStatusCode.Redirect, "the end of the session");

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("not the password", Next, HttpStatusCode.Unauthorized)]
    [InlineData(WebHost.Password, "short", HttpStatusCode.BadRequest)]
    public async Task Password_ChangedWrongly_StaysAsItWas(string current, string next, HttpStatusCode status)
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);

        using var changed = await WebHost.SendFormAsync(browser, "/account/password", "/account/password", ("current", current), ("password", next));
        using var again = await WebHost.LogInAsync(host.Browser(), WebHost.Email, WebHost.Password);

        Assert.Equal(status, changed.StatusCode);
        Assert.Equal("/admin", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Forgot_KnownOrUnknown_IsAnsweredAlikeAndLimited()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var known = await WebHost.SendFormAsync(browser, "/account/forgot", "/account/forgot", ("email", WebHost.Email));
        using var unknown = await WebHost.SendFormAsync(browser, "/account/forgot", "/account/forgot", ("email", "eve@example.com"));
        for (var more = 0; more < 3; more++)
        {
            using var next = await WebHost.SendFormAsync(browser, "/account/forgot", "/account/forgot", ("email", "eve@example.com"));
        }

        using var limited = await WebHost.SendFormAsync(browser, "/account/forgot", "/account/forgot", ("email", WebHost.Email));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (known.StatusCode, unknown.StatusCode, limited.StatusCode));
        Assert.Equal(await known.Content.ReadAsStringAsync(Token), await unknown.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Reset_WithTheLink_SignsInAndWorksOnce()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        var link = new Uri((await host.Services.GetRequiredService<IPasswords>().MakeResetLinkAsync(WebHost.Email, Token))!);
        var token = link.Query["?token=".Length..];

        using var reset = await WebHost.SendFormAsync(browser, link.PathAndQuery, "/account/reset", ("token", token), ("password", Next));
        using var again = await browser.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative), Token);

        Assert.Equal("/admin", reset.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Fact]
    public async Task SignIns_GoodAndBad_AreWrittenDown()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var wrong = await WebHost.LogInAsync(browser, WebHost.Email, "not the password");
        using var unknown = await WebHost.LogInAsync(browser, "eve@example.com", "not the password");
        using var right = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);
        using var logout = await WebHost.SendFormAsync(browser, "/account/password", "/account/logout");

        var entries = await host.Services.GetRequiredService<Database>().ReadAsync(
            DataScope.Everything, context => Task.FromResult(context.Set<AuditEntry>().AsEnumerable().OrderBy(entry => entry.Id).Select(entry => (entry.Action, entry.Address)).ToList()), Token);

        Assert.Equal(
            [("account.sign_in_failed", "127.0.0.1"), ("account.signed_in", "127.0.0.1"), ("account.signed_out", "127.0.0.1")],
            entries.Where(entry => entry.Action.StartsWith("account.", StringComparison.Ordinal)));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await browser.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
