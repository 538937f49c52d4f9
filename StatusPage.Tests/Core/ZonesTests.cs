using StatusPage.Core;

namespace StatusPage.Tests.Core;

public sealed class ZonesTests
{
    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    [InlineData("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z")]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    public void StartOf_ADayWithoutMidnight_IsItsFirstInstant(string zone, string day, string starts)
    {
        Assert.Equal(DateTimeOffset.Parse(starts, null), Zones.Find(zone).StartOf(DateOnly.Parse(day, null)));
    }

    [Theory]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z")]
    public void StartOf_ADayWithTwoMidnights_IsTheFirst(string zone, string day, string starts)
    {
        Assert.Equal(DateTimeOffset.Parse(starts, null), Zones.Find(zone).StartOf(DateOnly.Parse(day, null)));
    }

    // The next years in every zone of the system: what the days of a page are made of.
    [Fact]
    public void StartOf_EveryDayOfEveryZone_IsTheFirstInstantOfThatDay()
    {
        var days = Enumerable.Range(0, 4 * 365).Select(new DateOnly(2025, 1, 1).AddDays).ToList();

        var wrong = TimeZoneInfo.GetSystemTimeZones().SelectMany(zone => days.Select(day => (zone, day)))
            .Where(pair => pair.zone.StartOf(pair.day).DateIn(pair.zone) != pair.day
                || pair.zone.StartOf(pair.day).AddTicks(-1).DateIn(pair.zone) != pair.day.AddDays(-1))
            .Select(pair => $"{pair.zone.Id} {pair.day:o}").ToList();

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kathmandu")]
    public void Checked_AnIanaName_IsTaken(string name) => Assert.Equal(name, Zones.Checked(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    public void Checked_AnythingElse_IsRefused(string? name) => Assert.Throws<RuleViolationException>(() => Zones.Checked(name));
}
