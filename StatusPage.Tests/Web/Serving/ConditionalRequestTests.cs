using System.IO.Compression;
using System.Net;
using StatusPage.Tests.Builders;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Serving;

/// <summary>Encodings, ETags and what a cache may do with them.</summary>
public sealed class ConditionalRequestTests : IAsyncLifetime
{
    private ServingHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServingHost.StartWithPagesAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", "", "")]
    [InlineData("gzip", "gzip", "-gz")]
    [InlineData("gzip, br", "br", "-br")]
    [InlineData("br;q=0, gzip;q=0.1", "gzip", "-gz")]
    public async Task Get_AcceptEncoding_GetsThatFormWithItsOwnETag(string accept, string encoding, string suffix)
    {
        using var answer = await _host.GetAsync("/s/demo", ("Accept-Encoding", accept));

        var file = _host.Shelf.Serve("demo")!.AtSlug[""];
        Assert.Equal(encoding, string.Join(',', answer.Content.Headers.ContentEncoding));
        Assert.Equal($"\"{file.Hash}{suffix}\"", answer.Headers.ETag?.ToString());
        Assert.Equal("Accept-Encoding", string.Join(',', answer.Headers.Vary));
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(file.Identity, Decoded(body, encoding));
    }

    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("\"{0}-br\"")]
    [InlineData("\"{0}-gz\"")]
    [InlineData("W/\"{0}-gz\"")]
    [InlineData("\"another\", W/\"{0}-br\" , \"third\"")]
    [InlineData("*")]
    [InlineData(" * ")]
    public async Task Get_KnownContent_IsNotModified(string tags)
    {
        var file = _host.Shelf.Serve("demo")!.AtSlug[""];

        using var answer = await _host.GetAsync(
            "/s/demo", ("If-None-Match", tags.Replace("{0}", file.Hash, StringComparison.Ordinal)), ("Accept-Encoding", "br"));

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal($"\"{file.Hash}-br\"", answer.Headers.ETag?.ToString());
        Assert.Equal("public, no-cache", string.Join(", ", answer.Headers.CacheControl!.ToString().Split(", ").Order().Reverse()));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("\"0123456789abcdef\"")]
    [InlineData("\"\"")]
    [InlineData("{0}")]
    [InlineData("\"x{0}\"")]
    public async Task Get_OtherContent_IsSent(string tags)
    {
        var hash = _host.Shelf.Serve("demo")!.AtSlug[""].Hash;

        using var answer = await _host.GetAsync("/s/demo", ("If-None-Match", tags.Replace("{0}", hash, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Get_AfterAChange_IsSentAnew()
    {
        using var before = await _host.GetAsync("/s/demo");
        _host.Shelf.Put(SampleSnapshots.Snapshot(version: 2));

        using var after = await _host.GetAsync("/s/demo", ("If-None-Match", before.Headers.ETag!.ToString()));

        Assert.Equal("<p>demo 2 current slug</p>", await after.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task Get_LongUnconfirmed_SendsTheStaleWordingWithItsAge()
    {
        _host.Shelf.Confirm(PageViews.Noon.AddSeconds(30));
        _host.Shelf.PutStale(SampleSnapshots.Snapshot(words: "stale"));

        _host.Time.Advance(TimeSpan.FromSeconds(91));

        using var answer = await _host.GetAsync("/s/demo");
        Assert.Equal("<p>demo 1 stale slug</p>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2026-11-23T12:00:30Z", answer.Headers.GetValues("X-Status-As-Of").Single());
        Assert.Equal(
            """{"version":1,"as_of":"2026-11-23T12:00:30.000Z"}""",
            await _host.Http.GetStringAsync("/live.json", TestContext.Current.CancellationToken));
    }

    private static byte[] Decoded(byte[] body, string encoding)
    {
        using var source = new MemoryStream(body);
        using Stream decoded = encoding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var target = new MemoryStream();
        decoded.CopyTo(target);
        return target.ToArray();
    }
}
