using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using StatusPage.Core.Egress;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>Targets that mean harm, or are broken in a way that looks like it.</summary>
public sealed class HttpProbeHostileTests
{
    private static readonly HttpSettings Looking = new(Contains: "needle");

    [Fact]
    public async Task ProbeAsync_NoAnswer_TimesOut()
    {
        await using var target = new RawTarget((_, _, token) => ForeverAsync(token));

        Assert.Equal((CheckOutcome.Failure, ProbeReason.Timeout, "no answer within 0.3 s"), (await Probes.LookAsync(target.Address, timeoutMs: 300)).Seen());
    }

    [Fact]
    public async Task ProbeAsync_HeadersByteByByte_TimesOut()
    {
        await using var target = new RawTarget((_, stream, token) => DripAsync(stream, "HTTP/1.1 200 OK\r\nX-Slow: ", token));

        Assert.Equal("no answer within 0.5 s", (await Probes.LookAsync(target.Address, timeoutMs: 500)).Detail);
    }

    [Fact]
    public async Task ProbeAsync_BodyByteByByte_TimesOut()
    {
        await using var target = new RawTarget((_, stream, token) => DripAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", token));

        Assert.Equal(
            (CheckOutcome.Failure, ProbeReason.Timeout, "the answer did not end within 3 s"),
            (await Probes.LookAsync(target.Address, Looking, timeoutMs: 3_000)).Seen());
    }

    [Fact]
    public async Task ProbeAsync_HugeHeaders_AreCutOff()
    {
        await using var target = new RawTarget(_ => $"HTTP/1.1 200 OK\r\nX: {new string('a', 200_000)}\r\nContent-Length: 0\r\n\r\n");

        var result = await Probes.LookAsync(target.Address);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ProtocolError, "the answer's headers are too large"), result.Seen());
    }

    [Fact]
    public async Task ProbeAsync_EndlessBody_IsReadToOneMegabyte()
    {
        var sent = 0;
        await using var target = new RawTarget(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray(), token);
            var block = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(block, token);
                sent += block.Length;
            }
        });

        Assert.Equal(ProbeReason.UnexpectedContent, (await Probes.LookAsync(target.Address, Looking)).Reason);
        Assert.InRange(sent, 1024 * 1024, 32 * 1024 * 1024);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 28\r\n\r\nplain text that is no brotli")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 5\r\n\r\nplain")]
    [InlineData("")]
    public async Task ProbeAsync_BrokenAnswer_IsAFailureOfTheProtocol(string answer)
    {
        await using var target = new RawTarget(_ => answer);

        var result = await Probes.LookAsync(target.Address, Looking);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ProtocolError), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task ProbeAsync_SelfSignedCertificate_FailsTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var today = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(today.AddDays(-1), today.AddDays(1));
        await using var tls = new TlsTarget(certificate);

        var result = await Probes.LookAsync(tls.Address);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.TlsFailed), (result.Outcome, result.Reason));
        Assert.Contains("certificate", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeAsync_TlsHang_TimesOut()
    {
        await using var target = new RawTarget((_, _, token) => ForeverAsync(token));

        Assert.Equal(ProbeReason.Timeout, (await Probes.LookAsync($"https://127.0.0.1:{target.Port}/", timeoutMs: 300)).Reason);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:7f00:1]")]
    public async Task ProbeAsync_RefusedAddress_IsNotRunAndSendsNothing(string host)
    {
        await using var target = new RawTarget(_ => RawTarget.Ok("secret"));

        var result = await Probes.LookAsync($"http://{host}:{target.Port}/", policy: EgressPolicy.PublicOnly);

        Assert.Equal((CheckOutcome.NotRun, ProbeReason.RefusedByPolicy), (result.Outcome, result.Reason));
        Assert.Empty(target.Requests);
    }

    private static Task ForeverAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    private static async Task DripAsync(Stream stream, string start, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), cancellationToken);
        while (true)
        {
            await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }
}
