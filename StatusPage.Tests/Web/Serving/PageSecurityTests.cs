using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Serving;

/// <summary>What a browser is told to let through, against what is really sent.</summary>
public sealed class PageSecurityTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ServingHost.StartWithPagesAsync();
        var page = PublicPages.Id(3);
        _host.Shelf.Put(await _host.Renderer.RenderAsync(page, SampleSnapshots.Organization, PageViews.OneBroken() with { Slug = "real" }));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/s/real")]
    [InlineData("/s/missing")]
    public async Task Get_Html_HasExactlyTheStyleThatThePolicyNames(string path)
    {
        using var answer = await _host.GetAsync(path);

        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var style = Assert.Single(Regex.Matches(html, "<style>(?<css>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Groups["css"].Value)));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"style-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task Get_ScriptOfThePage_MayBeKeptForever()
    {
        var html = await _host.Http.GetStringAsync("/s/real", TestContext.Current.CancellationToken);
        var url = Assert.Single(Regex.Matches(html, "<script[^>]* src=\"(?<url>[^\"]+)\"></script>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))).Groups["url"].Value;

        using var answer = await _host.GetAsync(url);

        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"/_status/status.{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}.js", url);
        Assert.Equal(PageScript.Bytes.ToArray(), bytes);
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Get_ScriptCompressed_FitsItsBudget(string encoding)
    {
        using var answer = await _host.GetAsync(PageScript.Url, ("Accept-Encoding", encoding));

        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", string.Join(',', answer.Headers.Vary));
        Assert.InRange(body.Length, 1, 6 * 1024);
        using var source = new MemoryStream(body);
        using Stream decoded = encoding == "br" ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        await decoded.CopyToAsync(target, TestContext.Current.CancellationToken);
        Assert.Equal(PageScript.Bytes.ToArray(), target.ToArray());
    }

    [Fact]
    public async Task Head_Script_HasNoBody()
    {
        using var answer = await _host.SendAsync(HttpMethod.Head, PageScript.Url);

        Assert.Equal(PageScript.Bytes.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
