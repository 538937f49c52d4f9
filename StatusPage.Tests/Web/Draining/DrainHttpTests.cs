using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Draining;

namespace StatusPage.Tests.Web.Draining;

/// <summary>A node on its way out, as proxies and orchestrators see it.</summary>
public sealed class DrainHttpTests
{
    [Fact]
    public async Task Drain_OnTheManagementPort_ReturnsWhenDoneAndTakesTheNodeOut()
    {
        var port = Ports.Next();
        await using var host = await WebHost.StartAsync("--StatusPage:ManagementPort", $"{port}", "--StatusPage:NodeName", "a");
        using var browser = host.Browser();
        var management = new Uri($"http://127.0.0.1:{port}/");

        Assert.Equal((HttpStatusCode.OK, "drained\n"), await AskAsync(browser, new Uri(management, "/drain")));
        Assert.Equal((HttpStatusCode.OK, "drained\n"), await AskAsync(browser, new Uri(management, "/drain")));

        var (status, body) = await AskAsync(browser, new Uri(management, "/health/ready"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"status\":\"draining\"", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(browser, new Uri(management, "/health/live"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(browser, new Uri(management, "/"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(browser, new Uri(management, "/admin"))).Status);
    }

    [Theory]
    [InlineData("--StatusPage:ManagementPort")]
    [InlineData(null)]
    public async Task Drain_OnThePublicPort_IsNotThere(string? setting)
    {
        await using var host = await WebHost.StartAsync(setting is null ? [] : [setting, $"{Ports.Next()}"]);
        using var browser = host.Browser();

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(browser, new Uri(host.Address, "/drain"))).Status);
        Assert.Equal(DrainState.Serving, host.Services.GetRequiredService<Drain>().State);
    }

    [Theory]
    [InlineData("/hubs/status")]
    [InlineData("/hubs/status/negotiate")]
    [InlineData("/_blazor")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_blazor/initializers")]
    public async Task Socket_AfterTheDrain_IsRefusedAndSentElsewhere(string path)
    {
        await using var host = await WebHost.StartAsync("--StatusPage:NodeName", "a");
        await host.Services.GetRequiredService<Drain>().RunAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
        request.Headers.Add("Cookie", "StatusPage.Node=a");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(
            path.StartsWith("/_blazor", StringComparison.Ordinal),
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("StatusPage.Node=; expires=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_AfterTheDrain_IsServedOnAConnectionThatEnds()
    {
        await using var host = await WebHost.StartSetUpAsync();
        using var browser = host.Browser();
        using var before = await browser.GetAsync(new Uri("/account/login", UriKind.Relative), TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<Drain>().RunAsync();

        using var after = await browser.GetAsync(new Uri("/account/login", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Null(before.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.True(after.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("/account/login", null, true)]
    [InlineData("/account/login", "StatusPage.Node=b", true)]
    [InlineData("/account/login", "StatusPage.Node=a", false)]
    [InlineData("/s/acme", null, false)]
    public async Task NodeCookie_OnTheStaffSideOnly_NamesTheNodeUnlessItIsKnown(string path, string? cookie, bool isSet)
    {
        await using var host = await WebHost.StartSetUpAsync("--StatusPage:NodeName", "a");
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
        request.Headers.Add("Cookie", cookie ?? "other=1");

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        var set = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
        Assert.Equal(isSet, set.Contains("StatusPage.Node=a; path=/; samesite=lax; httponly"));
    }

    [Theory]
    [InlineData("--http_ports", "0", 1)]
    [InlineData("--Kestrel:Endpoints:Main:Url", "http://127.0.0.1:0", 2)]
    public async Task ManagementPort_HoweverTheOtherAddressIsNamed_IsListenedToBesides(string key, string value, int least)
    {
        using var folder = new TempFolder();
        var port = Ports.Next();
        await using var app = StatusPage.Web.WebApp.Create(
            [$"--StatusPage:DataDirectory={folder.Path}", "--StatusPage:RunJobs=false", "--Logging:LogLevel:Default=Error", key, value, $"--StatusPage:ManagementPort={port}"]);

        await app.StartAsync(TestContext.Current.CancellationToken);

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Assert.Contains(addresses, address => address.EndsWith($":{port}", StringComparison.Ordinal));
        Assert.InRange(addresses.Count, least, 3);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(HttpClient http, Uri address)
    {
        using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
