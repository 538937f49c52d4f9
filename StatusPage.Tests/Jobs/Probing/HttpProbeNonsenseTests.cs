using System.Text;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>Whatever a target answers is the target's doing: it is never taken for a fault of this node, which would leave its monitor unknown.</summary>
public sealed class HttpProbeNonsenseTests
{
    private static readonly string[] Pieces =
    [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.0 200\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 101 Switching\r\n", "HTTP/1.1 302 x\r\n", "HTTP/1.1 000 x\r\n",
        "HTTP/1.1 999 x\r\n", "HTTP/2 200\r\n", "HTTP/1.1 20\r\n", "\r\n", "\n", "\r", "\0", " ", ":", "X: y\r\n", ": y\r\n", "X y\r\n", " folded\r\n",
        "Content-Length: 3\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n",
        "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Content-Encoding: deflate\r\n", "Content-Encoding: gzip, br\r\n", "Content-Encoding: zstd\r\n",
        "Content-Type: ;;;\r\n", "Content-Type: text/html; charset=\"\r\n", "Content-Type: text/html; charset=utf-7\r\n", "Content-Type: text/html; charset=\0\r\n",
        "Content-Type: text/html; charset=utf-32\r\n", "Content-Type: text/html; charset=iso-2022-kr\r\n", "Content-Type: text/html; charset=x-europa\r\n",
        "Location: \r\n", "Location: http://127.0.0.1:99999/\r\n", "Location: ///\r\n", "Location: http://[::/\r\n", "Location: \0\r\n", "Location: https:\r\n",
        "Location: //127.0.0.1:1/\u00FF\r\n", "Location: http://a%00b/\r\n", "Location: x:y\r\n", "3\r\nabc\r\n", "-1\r\n", "fffffffffffffffff\r\n", "0\r\n\r\n", "needle",
        "\u001F\u008B\u0008", "\u00FF\u00FE\u0000", "\u000E$)C",
    ];

    // Seeded, so that what fails once fails always.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ProbeAsync_AnyNonsense_IsOfTheTarget(int seed)
    {
        var random = new Random(seed);
        var answer = "";
        await using var target = new RawTarget(_ => answer);
        for (var round = 0; round < 150; round++)
        {
            var said = random.GetItems(Pieces, random.Next(1, 9));
            answer = (random.Next(5) > 0 ? random.GetItems(["HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 x\r\n"], 1)[0] : "") + string.Concat(said)
                + (random.Next(2) > 0 ? "\r\nneedle" : "");

            await LookAsync(target, answer);
        }
    }

    [Fact]
    public async Task ProbeAsync_EveryNamedCharset_IsReadOrGuessed()
    {
        var answer = "";
        await using var target = new RawTarget(_ => answer);
        var names = CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()).Select(encoding => encoding.Name).Distinct();
        foreach (var name in names.Append("utf-7").Append("0").Append("65000").Append("-1").Append("default"))
        {
            answer = RawTarget.Ok("\u001B$)C\u00FF\u00FEneedle\u0080", $"Content-Type: text/plain; charset={name}\r\n");

            await LookAsync(target, answer);
        }
    }

    [Fact]
    public async Task ProbeAsync_EndlessEarlyAnswers_AreCutOff()
    {
        await using var target = new RawTarget(async (_, stream, token) =>
        {
            while (true)
            {
                await stream.WriteAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"u8.ToArray(), token);
            }
        });

        var result = await Probes.LookAsync(target.Address, timeoutMs: 60_000);

        Assert.Equal((CheckOutcome.Failure, ProbeReason.ProtocolError), (result.Outcome, result.Reason));
    }

    private static async Task LookAsync(RawTarget target, string answer)
    {
        try
        {
            var result = await Probes.LookAsync(target.Address, new HttpSettings(ExpectedStatus: "200,302", Contains: "needle"), timeoutMs: 5_000);

            Assert.True(result.Outcome is not CheckOutcome.NotRun, $"{result.Detail} after {Escaped(answer)}");
            Assert.True(result.Reason is not ProbeReason.Timeout, $"{result.Detail} after {Escaped(answer)}");
        }
        catch (Exception thrown) when (thrown is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{thrown.GetType().Name}: {thrown.Message} after {Escaped(answer)}");
        }
    }

    private static string Escaped(string answer) => System.Text.Json.JsonSerializer.Serialize(answer);
}
