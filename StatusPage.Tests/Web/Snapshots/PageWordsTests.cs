using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Snapshots;

public sealed class PageWordsTests
{
    [Theory]
    [InlineData(1.0, "100")]
    [InlineData(0.99996, "99.99")]
    [InlineData(0.999999999, "99.99")]
    [InlineData(0.9995, "99.95")]
    [InlineData(0.9, "90.00")]
    [InlineData(0.0, "0.00")]
    public void Percent_Share_IsRoundedDown(double share, string figure)
    {
        Assert.Equal($"{figure}\u00a0%", PageWords.Percent(share));
    }

    [Theory]
    [InlineData(0.9995, 1.0, "99.95\u00a0% uptime")]
    [InlineData(0.9997, 0.9995, "99.97\u00a0% uptime")]
    [InlineData(0.9997, 0.6, "99.97\u00a0% of known time")]
    [InlineData(null, 0.0, "No data yet")]
    public void Uptime_KnownShare_DecidesTheWords(double? uptime, double knownShare, string words)
    {
        Assert.Equal(words, PageWords.Uptime(uptime, knownShare));
    }

    [Theory]
    [InlineData(40, "40 s")]
    [InlineData(48 * 60, "48 min")]
    [InlineData(3780, "1 h 3 min")]
    [InlineData(7200, "2 h")]
    [InlineData(187_200, "2 d 4 h")]
    public void Duration_Seconds_AreTwoUnitsAtMost(int seconds, string words)
    {
        Assert.Equal(words, PageWords.Duration(TimeSpan.FromSeconds(seconds)).Replace('\u00a0', ' '));
    }
}
