using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Account;

namespace StatusPage.Tests.Web.Account;

public sealed partial class LoginTests
{
    [Fact]
    public async Task LogIn_WithTheRightPassword_LeadsWhereOneWanted()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var refused = await browser.GetAsync(new Uri("/admin/incidents", UriKind.Relative), TestContext.Current.CancellationToken);
        using var answer = await WebHost.LogInAsync(browser, WebHost.Email.ToUpperInvariant(), WebHost.Password, "/admin/incidents");
        using var page = await browser.GetAsync(new Uri("/admin/incidents", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal("/admin/incidents", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task LogIn_UnknownOrWrong_IsAnsweredAlike()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var wrong = await WebHost.LogInAsync(browser, WebHost.Email, "not the password");
        using var unknown = await WebHost.LogInAsync(browser, "eve@example.com", "not the password");
        using var noCharacter = await WebHost.LogInAsync(browser, "eve\uFFFE@example.com", "not the password");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(wrong.StatusCode, noCharacter.StatusCode);
        Assert.Equal(await WordsAsync(wrong), await WordsAsync(unknown));
    }

    [Fact]
    public async Task LogIn_AfterFiveWrongPasswords_RestsEvenForTheRightOne()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        for (var tries = 0; tries < 5; tries++)
        {
            using var wrong = await WebHost.LogInAsync(browser, WebHost.Email, "not the password");
        }

        using var right = await WebHost.LogInAsync(browser, WebHost.Email, WebHost.Password);

        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
    }

    [Fact]
    public async Task LogIn_TooOften_IsToldWhenToTryAgain()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        for (var tries = 0; tries < 10; tries++)
        {
            using var wrong = await WebHost.LogInAsync(browser, "eve@example.com", "guess");
        }

        using var limited = await WebHost.LogInAsync(browser, "eve@example.com", "guess");

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.NotNull(limited.Headers.RetryAfter);
    }

    [Fact]
    public async Task LogIn_WithoutTheFormsToken_IsRefused()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var form = new FormUrlEncodedContent([new("email", WebHost.Email), new("password", WebHost.Password)]);

        using var answer = await browser.PostAsync(new Uri("/account/login", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/logout")]
    [InlineData("/setup")]
    public async Task Send_FormThatBreaksOff_IsABadRequest(string path)
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var content = new StringContent("--edge\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nada");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=edge");

        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/admin/incidents?x=1", "/admin/incidents?x=1")]
    [InlineData("//evil.example.com", "/admin")]
    [InlineData("/\\evil.example.com", "/admin")]
    [InlineData("https://evil.example.com", "/admin")]
    [InlineData("/ä", "/admin")]
    [InlineData("/%C3%A4?x=%20", "/%C3%A4?x=%20")]
    [InlineData("", "/admin")]
    [InlineData(null, "/admin")]
    public void Local_AnyAddress_StaysHere(string? address, string expected) => Assert.Equal(expected, AccountEndpoints.Local(address));

    private static async Task<string> WordsAsync(HttpResponseMessage answer) =>
        Varying().Replace(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "");

    // What differs by nature: the form's token and the address that was typed.
    [GeneratedRegex("value=\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Varying();
}
