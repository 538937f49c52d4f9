using System.Diagnostics;
using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Bench;

/// <summary>That the bench runs and finds nothing taken twice; its figures are for a machine that does nothing else.</summary>
[Trait("Category", "Process")]
public sealed class ClaimsBenchTests(PostgresServer postgres)
{
    [Fact]
    public async Task Claims_OfFewRows_EndsWellAndSaysItsFigures()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var database = await postgres.CreateDatabaseAsync(migrated: false);
        var start = new ProcessStartInfo("dotnet", [Repository.PathOf("bench", "bin", Configuration, "net10.0", "bench.dll"), "claims", "--quick", "--postgres", database])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var bench = Process.Start(start) ?? throw new InvalidOperationException("The bench did not start.");
        var errors = bench.StandardError.ReadToEndAsync(cancellationToken);
        var said = await bench.StandardOutput.ReadToEndAsync(cancellationToken);
        await bench.WaitForExitAsync(cancellationToken);

        Assert.True(bench.ExitCode == 0, $"{said}\n{await errors}");
        Assert.Equal(4, said.Split("/s  ").Length - 1);
        Assert.Contains("machine ", said, StringComparison.Ordinal);
        await postgres.DropAsync(database);
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
