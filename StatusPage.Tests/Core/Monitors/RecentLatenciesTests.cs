using StatusPage.Core.Monitors;

namespace StatusPage.Tests.Core.Monitors;

public sealed class RecentLatenciesTests
{
    [Fact]
    public void Parse_OfNothing_IsEmpty() => Assert.Empty(RecentLatencies.Parse(""));

    [Fact]
    public void Append_AnswersAndNone_AreReadInOrder()
    {
        var recent = RecentLatencies.Append(RecentLatencies.Append(RecentLatencies.Append("", null), 12), null);

        Assert.Equal([null, 12, null], RecentLatencies.Parse(recent));
    }

    [Fact]
    public void Append_MoreThanAreKept_ForgetsTheOldest()
    {
        var recent = Enumerable.Range(1, 100).Aggregate("", (text, latency) => RecentLatencies.Append(text, latency));

        Assert.Equal(Enumerable.Range(71, RecentLatencies.Kept).Select(latency => (int?)latency), RecentLatencies.Parse(recent));
    }
}
