using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Organizations;

public sealed class SetupTests
{
    [Fact]
    public async Task Setup_WithoutTheCode_AsksForIt()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();

        using var without = await browser.GetAsync(new Uri("/setup", UriKind.Relative), TestContext.Current.CancellationToken);
        using var wrong = await browser.GetAsync(new Uri("/setup?code=guess", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
    }

    [Fact]
    public async Task Front_BeforeSetup_LeaksNoCode()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();
        var code = await CodeAsync(host);

        var front = await browser.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(code, front, StringComparison.Ordinal);
        Assert.Contains("noindex", front, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_Filled_SignsInAndIsGoneAfterwards()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();

        using var answer = await SendAsync(host, browser, await CodeAsync(host), WebHost.Email);
        using var admin = await browser.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
        using var again = await browser.GetAsync(new Uri("/setup", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Setup_WithABadAddress_KeepsTheWordsButNotThePassword()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();

        using var answer = await SendAsync(host, browser, await CodeAsync(host), "nobody");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("value=\"Acme Status\"", html, StringComparison.Ordinal);
        Assert.Contains("is not an e-mail address", html, StringComparison.Ordinal);
        Assert.DoesNotContain(WebHost.Password, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_WithAConfiguredAddress_KeepsThatOne()
    {
        await using var host = await WebHost.StartAsync("--StatusPage:PublicUrl=https://status.example.com/");
        using var browser = host.Browser();

        using var answer = await SendAsync(host, browser, await CodeAsync(host), WebHost.Email);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var kept = await host.Services.GetRequiredService<Database>().ReadAsync(
            DataScope.Everything,
            context => context.Set<Installation>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        Assert.Equal("https://status.example.com", kept.PublicUrl);
    }

    [Theory]
    [InlineData("ada\uFFFE@example.com")]
    [InlineData("ada\0@example.com")]
    public async Task Setup_WithWhatIsNoCharacter_IsRefusedAsABadRequest(string email)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();

        using var answer = await SendAsync(host, browser, await CodeAsync(host), email);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Setup_TwoAtOnce_ExactlyOneWins()
    {
        await using var host = await WebHost.StartAsync();
        var code = await CodeAsync(host);
        using var first = host.Browser();
        using var second = host.Browser();

        var answers = await Task.WhenAll(SendAsync(host, first, code, "ada@example.com"), SendAsync(host, second, code, "bob@example.com"));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Conflict);
    }

    private static async Task<string> CodeAsync(WebHost host) =>
        await host.Services.GetRequiredService<ISetup>().PendingCodeAsync(TestContext.Current.CancellationToken) ?? "";

    private static Task<HttpResponseMessage> SendAsync(WebHost host, HttpClient browser, string code, string email) => WebHost.SendFormAsync(
        browser,
        $"/setup?code={code}",
        "/setup",
        ("code", code),
        ("email", email),
        ("password", WebHost.Password),
        ("page", "Acme Status"),
        ("zone", "Europe/Berlin"),
        ("address", $"{host.Address}health/live"));
}
