using System.Net;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

/// <summary>Monitors and link checkers ask with HEAD; every page answers as it would to GET.</summary>
public sealed class HeadTests
{
    [Theory]
    [InlineData("/account/login", HttpStatusCode.OK)]
    [InlineData("/admin", HttpStatusCode.Redirect)]
    [InlineData("/setup", HttpStatusCode.NotFound)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/staff/pages.css", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task Head_AfterSetup_IsAnsweredLikeGetWithoutBody(string path, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartSetUpAsync();

        await AssertAlikeAsync(host, path, expected);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/setup", HttpStatusCode.Forbidden)]
    [InlineData("/account/login", HttpStatusCode.Redirect)]
    public async Task Head_BeforeSetup_IsAnsweredLikeGetWithoutBody(string path, HttpStatusCode expected)
    {
        await using var host = await WebHost.StartAsync();

        await AssertAlikeAsync(host, path, expected);
    }

    private static async Task AssertAlikeAsync(WebHost host, string path, HttpStatusCode expected)
    {
        using var browser = host.Browser();
        using var get = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var head = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((expected, expected), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Headers.Location, head.Headers.Location);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
