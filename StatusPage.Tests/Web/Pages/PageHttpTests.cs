using System.Net;
using StatusPage.Core.Accounts;
using StatusPage.Core.Organizations;
using StatusPage.Core.Pages;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Pages;

/// <summary>The preview of a page, and a page that moves, in the whole program.</summary>
public sealed class PageHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_IsForThoseWhoAreSignedIn_WithoutScriptAndInOwnFramesOnly()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        var path = new Uri($"/admin/pages/{(await PageAsync(host)).Id.Value}/preview?name=Acme%20Cloud&zone=Asia/Tokyo", UriKind.Relative);
        using var before = await browser.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.Redirect, before.StatusCode);
        using var login = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);

        using var answer = await browser.GetAsync(path, Token);

        Assert.Contains("Acme Cloud", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
    }

    [Fact]
    public async Task Page_ThatMoves_IsFoundAtItsFormerAddressAndAfterItsArchiveNowhere()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var visitor = host.Browser();
        var commands = Get<IPageCommands>(host);
        var page = await PageAsync(host);
        var admin = new Actor(UserId.New(), "ada@example.com", page.OrganizationId, Role.Admin, Address: null);
        await SaysAsync(visitor, "/s/acme", HttpStatusCode.OK);

        await commands.ChangeAsync(admin, page.Id, expectedVersion: null, new PageSettings("Acme", "cloud", "UTC", PageVisibility.Unlisted, IsDefault: true), Token);
        await SaysAsync(visitor, "/s/acme", HttpStatusCode.PermanentRedirect);
        Assert.Contains("noindex", await visitor.GetStringAsync(new Uri("/s/cloud", UriKind.Relative), Token), StringComparison.Ordinal);
        await commands.ArchiveAsync(admin, page.Id, expectedVersion: null, new PageAtRoot(Page: null), Token);

        await SaysAsync(visitor, "/s/acme", HttpStatusCode.NotFound);
        await SaysAsync(visitor, "/s/cloud", HttpStatusCode.NotFound);
        await SaysAsync(visitor, "/", HttpStatusCode.Redirect);
        await commands.RestoreAsync(admin, page.Id, toRoot: true, Token);
        await SaysAsync(visitor, "/", HttpStatusCode.OK);
        await SaysAsync(visitor, "/s/acme", HttpStatusCode.PermanentRedirect);
    }

    private static async Task<PageHead> PageAsync(WebHost host) => Assert.Single(await Get<IPageQueries>(host).HeadsAsync(Token));

    private static T Get<T>(WebHost host)
        where T : notnull => (T)(host.Services.GetService(typeof(T)) ?? throw new InvalidOperationException());

    private static Task SaysAsync(HttpClient visitor, string path, HttpStatusCode status) => Patience.UntilAsync(
        async () =>
        {
            using var answer = await visitor.GetAsync(new Uri(path, UriKind.Relative), Token);
            return answer.StatusCode == status;
        },
        $"{status} at {path}");
}
