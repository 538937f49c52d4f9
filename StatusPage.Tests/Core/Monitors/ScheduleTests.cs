using CsCheck;
using StatusPage.Core;
using StatusPage.Core.Schedules;

namespace StatusPage.Tests.Core.Monitors;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 120)]
    [InlineData(3599, 3600)]
    [InlineData(-5, 60)]
    public void NextAfter_Now_IsTheNextOfTheRhythm(int secondsLater, int expectedSeconds) =>
        Assert.Equal(Noon.AddSeconds(expectedSeconds), Schedule.Every(60).NextAfter(Noon, Noon.AddSeconds(secondsLater)));

    [Theory]
    [InlineData(4)]
    [InlineData(86_401)]
    [InlineData(-1)]
    public void Every_OutOfRange_IsRefused(int seconds) => Assert.Throws<RuleViolationException>(() => Schedule.Every(seconds));

    [Fact]
    public void NextAfter_AnyDelay_KeepsThePhaseAndSkipsNothing() =>
        Gen.Select(Gen.Int[Schedule.ShortestSeconds, Schedule.LongestSeconds], Gen.Long[0, 10_000_000_000_000]).Sample((every, ticks) =>
        {
            var now = Noon.AddTicks(ticks);

            var next = Schedule.Every(every).NextAfter(Noon, now);

            Assert.True(next > now && next - now <= TimeSpan.FromSeconds(every));
            Assert.Equal(0, (next - Noon).Ticks % TimeSpan.FromSeconds(every).Ticks);
        });
}
