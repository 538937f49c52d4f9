using System.Text.Json;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Core.Secrets;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>What a check sends besides its own headers, and where to.</summary>
public sealed class HttpProbeRequestTests
{
    private static readonly HttpSettings Post = With("POST", "{\"name\":\"ü\"}", ("Authorization", "Bearer s3cret"), ("Content-Type", "application/json"), ("User-Agent", "mine"));

    [Fact]
    public async Task ProbeAsync_HeadersAndBody_AreSentInPlaceOfItsOwn()
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("fine"));

        var result = await Probes.LookAsync(target.Address, Post);

        Assert.Equal(CheckOutcome.Success, result.Outcome);
        var request = Assert.Single(target.Requests);
        Assert.Contains("\r\nAuthorization: Bearer s3cret\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 13\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: mine\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("StatusPage/1.0", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_RedirectedToAnotherOrigin_TakesNothingAlong()
    {
        await using var elsewhere = new RawTarget(_ => RawTarget.Ok("fine"));
        await using var target = new RawTarget(_ => RawTarget.Redirect(elsewhere.Address, 307));

        await Probes.LookAsync(target.Address, Post);

        Assert.Contains("s3cret", Assert.Single(target.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Assert.Single(elsewhere.Requests), StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", Assert.Single(elsewhere.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_RedirectedWithinTheOrigin_SendsTheHeadersAgain()
    {
        await using var target = new RawTarget(request => request.Contains(" /there ", StringComparison.Ordinal) ? RawTarget.Ok("fine") : RawTarget.Redirect("/there", 303));

        await Probes.LookAsync(target.Address, Post);

        Assert.Equal(2, target.Requests.Count);
        Assert.StartsWith("GET /there", target.Requests[1], StringComparison.Ordinal);
        Assert.Contains("Bearer s3cret", target.Requests[1], StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", target.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_ASecretWhoseKeyIsGone_SendsNothingAndBlamesNobody()
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("fine"));
        var lost = new HttpSettings(Headers: [new HttpHeader("Authorization", Kept("{\"protected\":\"CfDJ8nonsense\"}"))]);

        var result = await Probes.LookAsync(target.Address, lost);

        Assert.Equal((CheckOutcome.NotRun, ProbeReason.SecretLost, "a secret cannot be read: its key is not there"), result.Seen());
        Assert.Empty(target.Requests);
    }

    [Fact]
    public async Task ProbeAsync_AValueFromBeforeItWasEncrypted_IsSent()
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("fine"));

        await Probes.LookAsync(target.Address, new HttpSettings(Headers: [new HttpHeader("X-Token", Kept("\"plain\""))]));

        Assert.Contains("\r\nX-Token: plain\r\n", Assert.Single(target.Requests), StringComparison.Ordinal);
    }

    private static Secret Kept(string json) => JsonSerializer.Deserialize<Secret>(json) ?? throw new InvalidOperationException();

    private static HttpSettings With(string method, string body, params (string Name, string Value)[] headers) => new(
        method,
        Headers: [.. headers.Select(header => new HttpHeader(header.Name, Probes.Secrets.Protect(RequestParts.Purpose, header.Value)))],
        Body: Probes.Secrets.Protect(RequestParts.Purpose, body));
}
