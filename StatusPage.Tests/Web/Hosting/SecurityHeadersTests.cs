using System.Net;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/account/login", "style-src 'self';")]
    [InlineData("/admin", "frame-ancestors 'none'")]
    public async Task Answer_OfTheStaffSide_IsFenced(string path, string policy)
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var sent = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains(policy, sent, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", sent, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Answer_ToAFailedRequest_IsFencedToo()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var form = new FormUrlEncodedContent([new("email", new string('a', 40_000))]);

        using var answer = await browser.PostAsync(new Uri("/account/login", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_OfNothing_IsNotFoundForAnybody()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        using var answer = await browser.GetAsync(new Uri("/wp-login.php", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task StaticFile_WithoutSigningIn_HasContent()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();

        var css = await browser.GetStringAsync(new Uri("/staff/pages.css", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(".sheet", css, StringComparison.Ordinal);
    }
}
