using System.Text;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Probing;

public sealed class HttpProbeTests
{
    [Fact]
    public async Task ProbeAsync_ExpectedAnswer_Succeeds()
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("fine"));

        var result = await Probes.LookAsync(target.Address);

        Assert.Equal((CheckOutcome.Success, ProbeReason.None, null), result.Seen());
        Assert.True(result.Latency > TimeSpan.Zero);
        Assert.Contains("User-Agent: StatusPage/1.0\r\n", Assert.Single(target.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2xx", "expected 2xx, got 503 Service Unavailable")]
    [InlineData("503", null)]
    public async Task ProbeAsync_Status_IsComparedWithWhatIsExpected(string expected, string? detail)
    {
        await using var target = new RawTarget(_ => "HTTP/1.1 503 Broken\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(detail, (await Probes.LookAsync(target.Address, new HttpSettings(ExpectedStatus: expected))).Detail);
    }

    [Theory]
    [InlineData("all is well", null, null)]
    [InlineData("All is well", null, "the answer does not contain \"All is well\"")]
    [InlineData(null, "error", null)]
    [InlineData(null, "well", "the answer contains \"well\"")]
    public async Task ProbeAsync_Text_IsLookedFor(string? contains, string? notContains, string? detail)
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("Here all is well."));

        var result = await Probes.LookAsync(target.Address, new HttpSettings(Contains: contains, NotContains: notContains));

        Assert.Equal(detail, result.Detail);
        Assert.Equal(detail is null ? ProbeReason.None : ProbeReason.UnexpectedContent, result.Reason);
    }

    [Theory]
    [InlineData("utf-8", new byte[] { 0xC3, 0xBC })]
    [InlineData("iso-8859-1", new byte[] { 0xFC })]
    [InlineData("\"utf-16\"", new byte[] { 0xFC, 0x00 })]
    [InlineData("no-such-charset", new byte[] { 0xC3, 0xBC })]
    public async Task ProbeAsync_Charset_IsTheAnswers(string charset, byte[] body)
    {
        await using var target = new RawTarget(_ => RawTarget.Ok(Encoding.Latin1.GetString(body), $"Content-Type: text/html; charset={charset}\r\n"));

        Assert.Equal(CheckOutcome.Success, (await Probes.LookAsync(target.Address, new HttpSettings(Contains: "ü"))).Outcome);
    }

    // The last ones without a charset, where only a byte order mark or the bytes themselves tell.
    [Theory]
    [InlineData("; charset=windows-1252", new byte[] { 0xFC, 0x80 })]
    [InlineData("; charset=utf-7", new byte[] { 0xC3, 0xBC, 0xE2, 0x82, 0xAC })]
    [InlineData("; charset=cp858", new byte[] { 0x81, 0xD5 })]
    [InlineData("; charset=utf-16", new byte[] { 0xFE, 0xFF, 0x00, 0xFC, 0x20, 0xAC })]
    [InlineData("", new byte[] { 0xFC, 0x80 })]
    [InlineData("", new byte[] { 0xC3, 0xBC, 0xE2, 0x82, 0xAC })]
    [InlineData("", new byte[] { 0xFF, 0xFE, 0xFC, 0x00, 0xAC, 0x20 })]
    public async Task ProbeAsync_OtherCharset_IsReadAsBrowsersDo(string charset, byte[] body)
    {
        await using var target = new RawTarget(_ => RawTarget.Ok(Encoding.Latin1.GetString(body), $"Content-Type: text/html{charset}\r\n"));

        Assert.Null((await Probes.LookAsync(target.Address, new HttpSettings(Contains: "ü€"))).Detail);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nneedle")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nneedle")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nnee\r\n1;x=y\r\nd\r\n2\r\nle\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200\r\nContent-Type: no type at all\r\nContent-Length: 6\r\n\r\nneedle")]
    public async Task ProbeAsync_OddButValidAnswer_Succeeds(string answer)
    {
        await using var target = new RawTarget(_ => answer);

        Assert.Null((await Probes.LookAsync(target.Address, new HttpSettings(Contains: "needle"))).Detail);
    }

    [Fact]
    public async Task ProbeAsync_Head_ExpectsNoBody()
    {
        await using var target = new RawTarget(_ => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");

        var result = await Probes.LookAsync(target.Address, new HttpSettings(Method: "HEAD", Contains: "never there"));

        Assert.Equal(CheckOutcome.Success, result.Outcome);
        Assert.StartsWith("HEAD / HTTP/1.1\r\n", Assert.Single(target.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task ProbeAsync_MethodWithBody_SaysThatItIsEmpty(string method)
    {
        await using var target = new RawTarget(_ => RawTarget.Ok(""));

        await Probes.LookAsync(target.Address, new HttpSettings(Method: method));

        Assert.Contains("\r\nContent-Length: 0\r\n", Assert.Single(target.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_NobodyListens_IsRefusedConnection()
    {
        var port = Ports.Next();

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ConnectionRefused, $"connection refused by 127.0.0.1:{port}"), (await Probes.LookAsync($"http://127.0.0.1:{port}/")).Seen());
    }

    [Fact]
    public async Task ProbeAsync_CallerCancels_Throws()
    {
        using var caller = new CancellationTokenSource();
        await using var target = new RawTarget(async (_, _, token) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probes.LookUntilAsync(target.Address, caller.Token));
    }
}
