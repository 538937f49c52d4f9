using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Crashes;

/// <summary>A process that is killed at the worst moments, again and again on the same data.</summary>
[Trait("Category", "Process")]
public sealed class KilledProcessTests
{
    private const int Times = 20;

    [Theory]
    [InlineData(StartupHook.BeforeCommit)]
    [InlineData(StartupHook.AfterCommit)]
    [InlineData(StartupHook.InRender)]
    public async Task Kill_AtPoint_LosesNothingAndPageAgrees(string point)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var crashing = new CrashingApp(folder, target, point);
        await crashing.SetUpAsync(cancellationToken);

        for (var time = 0; time < Times; time++)
        {
            var before = await crashing.FlipUntilKilledAsync(cancellationToken);
            var after = await crashing.RestartAsync(cancellationToken);

            Assert.True(after.Results >= before.Results, $"Of {before.Results} results {after.Results} are left after kill {time + 1}.");
            Assert.Equal(after.OpenStatus, await crashing.PageStatusAsync(cancellationToken));
            Assert.Equal(target.IsRunning ? "operational" : "major_outage", after.OpenStatus);
            Assert.Equal(1, after.OpenSpans);
        }
    }
}
