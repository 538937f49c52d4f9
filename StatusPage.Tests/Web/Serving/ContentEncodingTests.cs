using Microsoft.Extensions.Primitives;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

public sealed class ContentEncodingTests
{
    [Theory]
    [InlineData(null, "Identity")]
    [InlineData("", "Identity")]
    [InlineData("br", "Brotli")]
    [InlineData("gzip", "Gzip")]
    [InlineData("gzip, deflate, br", "Brotli")]
    [InlineData("br;q=0.5, gzip;q=1.0", "Brotli")]
    [InlineData("br;q=0, gzip", "Gzip")]
    [InlineData("br;q=0.000,gzip;q=0", "Identity")]
    [InlineData("br;q=0.001", "Brotli")]
    [InlineData("br ; q=0, gzip", "Gzip")]
    [InlineData("BR", "Brotli")]
    [InlineData("GZip;Q=0.8", "Gzip")]
    [InlineData(" ,, gzip ,", "Gzip")]
    [InlineData("brotli, x-gzip, deflate, zstd", "Identity")]
    [InlineData("identity;q=1, *;q=0", "Identity")]
    [InlineData(";q=0", "Identity")]
    [InlineData("identity;q=0", "Gzip")]
    [InlineData("identity;q=0, *;q=0.5", "Gzip")]
    [InlineData("identity;q=0, gzip;q=0", "Brotli")]
    [InlineData("identity;q=0, *;q=0, gzip", "Gzip")]
    [InlineData("identity;q=0, *;q=0", "Identity")]
    [InlineData("identity;q=0, gzip;q=0, br;q=0", "Identity")]
    public void Best_Header_IsSmallestWanted(string? header, string expected) =>
        Assert.Equal(expected, ContentEncodings.Best(header).ToString());

    [Fact]
    public void Best_SeveralHeaders_CountAsOne() =>
        Assert.Equal(ContentEncoding.Brotli, ContentEncodings.Best(new StringValues(["gzip", null, "deflate, br"])));
}
