using StatusPage.Tests.Fixtures;

namespace StatusPage.Tests.Jobs.Probing;

public sealed class HttpProbePhasesTests
{
    [Fact]
    public async Task ProbeAsync_OfASlowAnswer_SaysThatItWasTheAnswer()
    {
        await using var target = new HeldTarget(TimeSpan.FromMilliseconds(300));

        var result = await Probes.LookAsync(target.Address.ToString());

        var phases = result.Phases ?? throw new InvalidOperationException("There are none.");
        Assert.True(phases.Wait > TimeSpan.FromMilliseconds(250), $"{phases}");
        var all = phases.LookUp + phases.Connect + phases.Secure + phases.Wait + phases.Read;
        Assert.InRange(all, result.Latency * 0.5, result.Latency * 1.5);
    }

    [Fact]
    public async Task ProbeAsync_WithoutAConnection_HasNothingAfterIt()
    {
        var nowhere = $"http://127.0.0.1:{Ports.Next()}/";

        var phases = (await Probes.LookAsync(nowhere)).Phases!;

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (phases.Secure, phases.Wait, phases.Read));
    }
}
