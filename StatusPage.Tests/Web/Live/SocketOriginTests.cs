using Microsoft.AspNetCore.Http;
using StatusPage.Web.Live;

namespace StatusPage.Tests.Web.Live;

public sealed class SocketOriginTests
{
    [Theory]
    [InlineData("/_blazor", "status.example.com", "https://status.example.com", true)]
    [InlineData("/_blazor", "status.example.com", "https://evil.example.com", false)]
    [InlineData("/_blazor", "status.example.com:8080", "http://status.example.com:8080", true)]
    [InlineData("/_blazor", "status.example.com:8080", "http://status.example.com", false)]
    [InlineData("/_blazor", "status.example.com", "null", false)]
    [InlineData("/_blazor/negotiate", "status.example.com", null, false)]
    [InlineData("/_BLAZOR", "status.example.com", null, false)]
    [InlineData("/hubs/status", "status.example.com", null, true)]
    [InlineData("/hubs/status", "status.example.com", "https://evil.example.com", false)]
    [InlineData("/hubs/status", "[::1]:8080", "http://[::1]:8080", true)]
    [InlineData("/s/acme", "status.example.com", "https://evil.example.com", true)]
    public void IsAllowed_FromAnOrigin_OnlyWhenItIsTheHost(string path, string host, string? origin, bool expected)
    {
        var request = Request(path, host);
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(expected, SocketOrigin.IsAllowed(request));
    }

    [Fact]
    public void IsAllowed_TwoOrigins_Never()
    {
        var request = Request("/hubs/status", "a.example.com");
        request.Headers.Origin = new[] { "https://a.example.com", "https://b.example.com" };

        Assert.False(SocketOrigin.IsAllowed(request));
    }

    private static HttpRequest Request(string path, string host)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path, request.Host) = (HttpMethods.Get, path, new HostString(host));
        return request;
    }
}
