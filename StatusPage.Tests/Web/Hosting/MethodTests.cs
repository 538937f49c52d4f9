using System.Net;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Web.Hosting;

/// <summary>An address that is there says which methods it takes; one that is not stays unknown, whatever the method.</summary>
public sealed class MethodTests
{
    [Theory]
    [InlineData("POST", "/health/live", "GET, HEAD")]
    [InlineData("PUT", "/health/ready", "GET, HEAD")]
    [InlineData("DELETE", "/account/login", "GET, HEAD, POST")]
    [InlineData("PATCH", "/setup/", "GET, HEAD, POST")]
    [InlineData("POST", "/", "GET, HEAD")]
    public async Task Request_OfAnotherMethod_IsToldTheRightOnes(string method, string path, string allowed)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("POST", "/nothing")]
    [InlineData("DELETE", "/drain")]
    [InlineData("POST", "/drain")]
    public async Task Request_OfWhatIsNotThere_IsNotFoundByAnyMethod(string method, string path)
    {
        await using var host = await WebHost.StartAsync("--StatusPage:ManagementPort", $"{Ports.Next()}");
        using var browser = host.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
