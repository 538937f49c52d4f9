using System.Diagnostics;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Bench;

/// <summary>That the benches run and find nothing wrong; their figures are for a machine that does nothing else.</summary>
[Trait("Category", "Process")]
public sealed class BenchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Claims_OfFewRows_EndsWellAndSaysItsFigures()
    {
        var said = await RunAsync("claims");

        Assert.Equal(4, said.Split("/s  ").Length - 1);
    }

    [Fact]
    public async Task MailFanout_ToFewReaders_EndsWellAndSaysItsFiguresOfBothDatabases()
    {
        var said = await RunAsync("mail-fanout");

        Assert.Equal(2, said.Split("until each was claimed").Length - 1);
    }

    [Fact]
    public async Task Reconnect_OfFewViewers_EndsWellAndSaysItsFigures()
    {
        var said = await RunAsync("reconnect");

        Assert.Contains(" % within 10 s", said, StringComparison.Ordinal);
        Assert.Contains(" 0 failed", said, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string bench)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        var start = new ProcessStartInfo("dotnet", [Repository.PathOf("bench", "bin", Configuration, "net10.0", "bench.dll"), bench, "--quick", "--postgres", database])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The bench did not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        Assert.True(process.ExitCode == 0, $"{said}\n{await errors}");
        Assert.Contains("machine ", said, StringComparison.Ordinal);
        await postgres.DropAsync(database);
        return said;
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
