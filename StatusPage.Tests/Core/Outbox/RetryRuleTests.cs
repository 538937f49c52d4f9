using CsCheck;
using StatusPage.Core.Outbox;

namespace StatusPage.Tests.Core.Outbox;

public sealed class RetryRuleTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 0, 2)]
    [InlineData(5, 0, 16)]
    [InlineData(5, 0.5, 12)]
    [InlineData(10, 0, 512)]
    [InlineData(11, 0, 600)]
    [InlineData(1000, 0, 600)]
    public void PauseAfter_AttemptsAndChance_DoublesUpToALimit(int attempts, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryRule.PauseAfter(attempts, chance));

    [Fact]
    public void PauseAfter_AnyChance_IsBetweenHalfAndAll() => Gen.Select(Gen.Int[1, 50], Gen.Double[0, 0.999999]).Sample((attempts, chance) =>
    {
        var all = RetryRule.PauseAfter(attempts, 0);
        var pause = RetryRule.PauseAfter(attempts, chance);
        return pause <= all && pause >= all / 2;
    });
}
