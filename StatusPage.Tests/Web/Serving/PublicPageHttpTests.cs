using System.Globalization;
using System.Net;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>Which address answers with what.</summary>
public sealed class PublicPageHttpTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartWithPagesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/s/demo", "text/html; charset=utf-8", "<p>demo 1 current slug</p>")]
    [InlineData("/s/other", "text/html; charset=utf-8", "<p>other 1 current slug</p>")]
    [InlineData("/s/demo/status.txt", "text/plain; charset=utf-8", "demo 1 current\n")]
    [InlineData("/", "text/html; charset=utf-8", "<p>demo 1 current host</p>")]
    [InlineData("/?utm_source=mail", "text/html; charset=utf-8", "<p>demo 1 current host</p>")]
    [InlineData("/status.txt", "text/plain; charset=utf-8", "demo 1 current\n")]
    public async Task Get_File_IsSent(string path, string contentType, string body)
    {
        using var answer = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/s/demo/live.json")]
    [InlineData("/live.json")]
    public async Task Get_Live_SaysVersionAndAge(string path)
    {
        using var answer = await _host.GetAsync(path);

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """{"version":1,"as_of":"2026-11-23T12:00:00.000Z"}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/s/demo")]
    [InlineData("/s/demo/status.txt")]
    [InlineData("/s/demo/live.json")]
    [InlineData("/s/missing")]
    public async Task Head_Address_IsAnsweredLikeGetWithoutBody(string path)
    {
        using var get = await _host.GetAsync(path);

        using var head = await _host.SendAsync(HttpMethod.Head, path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST", "/s/demo")]
    [InlineData("PUT", "/s/demo/status.txt")]
    [InlineData("DELETE", "/s/demo/live.json")]
    [InlineData("OPTIONS", "/")]
    public async Task Send_OtherMethod_IsNotAllowed(string method, string path)
    {
        using var answer = await _host.SendAsync(HttpMethod.Parse(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/s/demo/", "/s/demo")]
    [InlineData("/s/demo/?a=1&b=%20%2F", "/s/demo?a=1&b=%20%2F")]
    public async Task Get_TrailingSlash_LeadsToTheOneAddress(string path, string location)
    {
        using var answer = await _host.GetAsync(path);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/s/")]
    [InlineData("/s/missing")]
    [InlineData("/s/missing/")]
    [InlineData("/s/Demo")]
    [InlineData("/s/demo/nothing-here")]
    [InlineData("/s/demo/status.txt/")]
    [InlineData("/s/%3Cscript%3Ealert(1)%3C%2Fscript%3E?q=%3Cscript%3E")]
    public async Task Get_NoSuchPage_SaysSoWithoutRepeatingTheRequest(string path)
    {
        using var answer = await _host.GetAsync(path);

        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var other = await _host.GetAsync("/s/something-else");
        Assert.Equal(await other.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), html);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/s")]
    [InlineData("/admin")]
    [InlineData("/status.tx")]
    [InlineData("/s.txt")]
    public async Task Get_OtherAddress_IsTheApplications(string path) =>
        Assert.Equal("the application", await _host.Http.GetStringAsync(path, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("/")]
    [InlineData("/status.txt")]
    [InlineData("/live.json")]
    public async Task Get_RootWithoutDefaultPage_IsTheApplications(string path)
    {
        _host.Shelf.Keep(new HashSet<PublicPageId> { PublicPages.Id(1), PublicPages.Id(2) }, null);

        Assert.Equal("the application", await _host.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET /s/%2e%2e/x HTTP/1.1")]
    [InlineData("GET /s/demo/%2e%2e/%2e%2e/etc/passwd HTTP/1.1")]
    [InlineData("GET /s/demo/../../x HTTP/1.1")]
    [InlineData("GET /s/demo%2fstatus.txt HTTP/1.1")]
    [InlineData("GET /s/demo%5cstatus.txt HTTP/1.1")]
    [InlineData("GET /s//demo HTTP/1.1")]
    [InlineData("GET //s/demo HTTP/1.1")]
    [InlineData("GET /s/%00 HTTP/1.1")]
    [InlineData("GET /s/de%00mo/live.json HTTP/1.1")]
    [InlineData("GET /s/%ff%fe HTTP/1.1")]
    [InlineData("GET /s/%zz HTTP/1.1")]
    [InlineData("GET /s/% HTTP/1.1")]
    [InlineData("GET /s/\u00e9 HTTP/1.1")]
    [InlineData("GET http://elsewhere.example/s/demo HTTP/1.1")]
    [InlineData("GET http://elsewhere.example HTTP/1.1")]
    [InlineData("OPTIONS * HTTP/1.1")]
    [InlineData("CONNECT elsewhere.example:443 HTTP/1.1")]
    [InlineData("PROPFIND /s/demo HTTP/1.1")]
    public async Task Send_HostileRequest_IsNoFaultOfTheServer(string line)
    {
        var answer = await _host.RawAsync(line);

        Assert.InRange(Status(answer), 200, 499);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(7_000)]
    [InlineData(100_000)]
    public async Task Get_VeryLongSlug_IsNoFaultOfTheServer(int length)
    {
        var answer = await _host.RawAsync($"GET /s/{new string('a', length)} HTTP/1.1");

        Assert.InRange(Status(answer), 400, 499);
    }

    private static int Status(string answer) => int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
}
