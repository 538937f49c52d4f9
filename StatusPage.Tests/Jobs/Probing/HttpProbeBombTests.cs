using System.IO.Compression;
using System.Text;
using StatusPage.Core.Monitors;
using StatusPage.Core.Probing;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Probing;

/// <summary>What the process as a whole has allocated is measured.</summary>
[Collection(Alone.Name)]
public sealed class HttpProbeBombTests
{
    [Fact]
    public async Task ProbeAsync_GzipBomb_IsUnpackedToOneMegabyte()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[256 * 1024 * 1024], TestContext.Current.CancellationToken);
        }

        var body = Encoding.Latin1.GetString(packed.ToArray());
        await using var target = new RawTarget(_ => RawTarget.Ok(body, "Content-Encoding: gzip\r\n"));
        var before = GC.GetTotalAllocatedBytes();

        Assert.Equal(ProbeReason.UnexpectedContent, (await Probes.LookAsync(target.Address, new HttpSettings(Contains: "needle"))).Reason);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 * 1024 * 1024);
    }
}
