using System.Text;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Tests.Jobs.Probing;

public sealed class HttpProbeRedirectTests
{
    [Fact]
    public async Task ProbeAsync_Redirect_IsFollowedToTheAnswer()
    {
        await using var target = new RawTarget(request => request.StartsWith("GET / ", StringComparison.Ordinal) ? RawTarget.Redirect("/there?x=1") : RawTarget.Ok("ok"));

        Assert.Equal(CheckOutcome.Success, (await Probes.LookAsync(target.Address, new HttpSettings(ExpectedStatus: "200"))).Outcome);
        Assert.Contains(target.Requests, request => request.StartsWith("GET /there?x=1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProbeAsync_FailureAfterRedirect_SaysWhere()
    {
        await using var target = new RawTarget(request =>
            request.StartsWith("GET / ", StringComparison.Ordinal) ? RawTarget.Redirect("/gone") : "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal($"expected 2xx, got 404 Not Found (redirected to {target.Address}gone)", (await Probes.LookAsync(target.Address)).Detail);
    }

    [Fact]
    public async Task ProbeAsync_FailureAfterRedirect_KeepsTheQueryToItself()
    {
        await using var target = new RawTarget(request => request.StartsWith("GET / ", StringComparison.Ordinal)
            ? RawTarget.Redirect("/login?token=hush#part")
            : "HTTP/1.1 403 x\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal($"expected 2xx, got 403 Forbidden (redirected to {target.Address}login)", (await Probes.LookAsync(target.Address)).Detail);
        Assert.StartsWith("GET /login?token=hush ", target.Requests[1], StringComparison.Ordinal);
    }

    // Servers write what they should have escaped as plain bytes, nearly all of them in UTF-8.
    [Theory]
    [InlineData("/\u00C3\u00BC")]
    [InlineData("/\u00FC")]
    [InlineData("/%C3%BC")]
    public async Task ProbeAsync_RedirectWithUnescapedBytes_AsksForWhatWasMeant(string location)
    {
        await using var target = new RawTarget(request =>
            request.StartsWith("GET / ", StringComparison.Ordinal) ? RawTarget.Redirect(location) : RawTarget.Ok("ok"));

        await Probes.LookAsync(target.Address);

        Assert.StartsWith("GET /%C3%BC HTTP/1.1\r\n", target.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_RedirectToANameTooLongToLookUp_IsAFailure()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 60), 5));
        await using var target = new RawTarget(_ => RawTarget.Redirect($"http://{host}/"));

        var result = await Probes.LookAsync(target.Address);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ProtocolError), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task ProbeAsync_RedirectsNotFollowed_JudgesTheRedirect()
    {
        await using var target = new RawTarget(_ => RawTarget.Redirect("/there"));

        Assert.Equal(CheckOutcome.Success, (await Probes.LookAsync(target.Address, new HttpSettings(ExpectedStatus: "302", FollowRedirects: false))).Outcome);
        Assert.Single(target.Requests);
    }

    [Fact]
    public async Task ProbeAsync_RedirectLoop_EndsAfterFive()
    {
        await using var target = new RawTarget(_ => RawTarget.Redirect("/"));

        Assert.Equal(ProbeReason.TooManyRedirects, (await Probes.LookAsync(target.Address)).Reason);
        Assert.Equal(6, target.Requests.Count);
    }

    [Theory]
    [InlineData("POST", 302, "GET")]
    [InlineData("POST", 303, "GET")]
    [InlineData("POST", 307, "POST")]
    [InlineData("PUT", 301, "PUT")]
    [InlineData("HEAD", 303, "HEAD")]
    public async Task ProbeAsync_Redirect_TurnsTheMethodAsBrowsersDo(string method, int status, string expected)
    {
        await using var target = new RawTarget(request =>
            request.Contains(" /next ", StringComparison.Ordinal) ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" : RawTarget.Redirect("/next", status));

        await Probes.LookAsync(target.Address, new HttpSettings(Method: method));

        Assert.StartsWith($"{expected} /next ", target.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_RedirectOverAKeptConnection_AsksOnANewOne()
    {
        await using var target = new RawTarget(async (request, stream, token) =>
        {
            var isFirst = request.StartsWith("PUT / ", StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(isFirst ? RawTarget.Redirect("/next", 307) : RawTarget.Ok("")), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });

        var seen = await Probes.LookAsync(target.Address, new HttpSettings(Method: "PUT"), timeoutMs: 5_000);

        Assert.Equal(CheckOutcome.Success, seen.Outcome);
        Assert.Equal(2, target.Requests.Count);
    }

    [Fact]
    public async Task ProbeAsync_RedirectToRefusedAddress_DialsNothingThere()
    {
        await using var inner = new RawTarget(_ => RawTarget.Ok("secret"));
        await using var target = new RawTarget(_ => RawTarget.Redirect($"http://[::ffff:127.0.0.2]:{inner.Port}/"));
        var onlyOne = EgressPolicy.PublicOnly with { AllowedNetworks = [System.Net.IPNetwork.Parse("127.0.0.1/32")] };

        var result = await Probes.LookAsync(target.Address, policy: onlyOne);

        Assert.Equal((CheckOutcome.NotRun, ProbeReason.RefusedByPolicy), (result.Outcome, result.Reason));
        Assert.Contains("127.0.0.2 is a loopback address", result.Detail, StringComparison.Ordinal);
        Assert.Empty(inner.Requests);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("javascript:1")]
    [InlineData("mailto:someone@example.com")]
    [InlineData("http://example.com:pass@127.0.0.1/")]
    [InlineData("http://")]
    public async Task ProbeAsync_RedirectElsewhere_IsAFailure(string location)
    {
        await using var target = new RawTarget(_ => RawTarget.Redirect(location));

        var result = await Probes.LookAsync(target.Address);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ProtocolError), (result.Outcome, result.Reason));
        Assert.Single(target.Requests);
    }

    [Fact]
    public async Task ProbeAsync_HugeLocation_IsAFailure()
    {
        await using var target = new RawTarget(_ => RawTarget.Redirect($"/{new string('a', 60_000)}"));

        Assert.Equal(ProbeReason.ProtocolError, (await Probes.LookAsync(target.Address)).Reason);
    }

    [Fact]
    public async Task ProbeAsync_CookieOfTheRedirect_IsNotSentBack()
    {
        await using var target = new RawTarget(request => request.StartsWith("GET / ", StringComparison.Ordinal)
            ? "HTTP/1.1 302 x\r\nLocation: /next\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
            : RawTarget.Ok("ok"));

        await Probes.LookAsync(target.Address);

        Assert.DoesNotContain("Cookie", target.Requests[1], StringComparison.OrdinalIgnoreCase);
    }
}
