using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Crashes;

/// <summary>A process that is killed at the worst moments, again and again on the same data. One class a point, so that they run side by side.</summary>
public abstract class KilledProcessTests(string point)
{
    private const int Times = 20;

    [Fact]
    [Trait("Category", "Process")]
    public async Task Kill_AtThePoint_LosesNothingAndPageAgrees()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var target = new SwitchedTarget();
        await using var crashing = new CrashingApp(folder, target, point);
        await crashing.SetUpAsync(cancellationToken);

        for (var time = 1; time <= Times; time++)
        {
            var before = await crashing.FlipUntilKilledAsync(cancellationToken);
            var after = await crashing.RestartAsync(cancellationToken);

            Assert.True(after.Results > before.Results, $"Of {before.Results} results and a new one, {after.Results} are there after kill {time}.");
            Assert.Equal(after.OpenStatus, await crashing.PageStatusAsync(cancellationToken));
            Assert.Equal(target.IsRunning ? "operational" : "major_outage", after.OpenStatus);
            Assert.Equal((1, 1), (after.OpenSpans, after.Snapshots));
            Assert.True(after.Version > before.Version, $"Version {after.Version} is shown after {before.Version}.");
        }
    }
}

/// <summary>The result and all that follows from it are written, but not committed.</summary>
public sealed class KilledBeforeCommitTests() : KilledProcessTests(StartupHook.BeforeCommit);

/// <summary>All is committed, and nobody has been told.</summary>
public sealed class KilledAfterCommitTests() : KilledProcessTests(StartupHook.AfterCommit);

/// <summary>The page is being rendered for what was committed.</summary>
public sealed class KilledInRenderTests() : KilledProcessTests(StartupHook.InRender);

/// <summary>FLT-02: the page is rendered and kept for every node, and nobody has taken note that its message is done.</summary>
public sealed class KilledAfterStoreTests() : KilledProcessTests(StartupHook.AfterStore);
