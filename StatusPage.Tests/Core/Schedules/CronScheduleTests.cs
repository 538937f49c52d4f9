using StatusPage.Core;
using StatusPage.Core.Schedules;

namespace StatusPage.Tests.Core.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z", "29 03:00 +02:00*", "30 02:30 +02:00", "31 02:30 +02:00")]
    [InlineData("Europe/Berlin", "2026-10-23T12:00Z", "24 02:30 +02:00", "25 02:30 +02:00", "26 02:30 +01:00*")]
    [InlineData("Australia/Sydney", "2026-10-02T12:00Z", "03 02:30 +10:00", "04 03:00 +11:00*", "05 02:30 +11:00")]
    [InlineData("Australia/Sydney", "2026-04-03T12:00Z", "04 02:30 +11:00", "05 02:30 +11:00", "06 02:30 +10:00*")]
    public void Occurrences_OfATimeOfDay_ComeOnceADayAndMarkTheClockChange(string zone, string from, params string[] expected) =>
        Assert.Equal(expected, Shown(Schedule.ByCron("30 2 * * *", zone), from, 3));

    [Fact]
    public void Occurrences_OfAnInterval_GoOnThroughTheHourThatComesTwice() => Assert.Equal(
        ["25 01:30 +02:00", "25 02:30 +02:00", "25 02:30 +01:00*", "25 03:30 +01:00"],
        Shown(Schedule.ByCron("30 * * * *", "Europe/Berlin"), "2026-10-24T23:00Z", 4));

    [Fact]
    public void Occurrences_OfEverySoManySeconds_AreInUtc() => Assert.Equal(
        ["24 23:00 +00:00", "24 23:30 +00:00"], Shown(Schedule.Every(1800), "2026-10-24T22:30Z", 2));

    [Fact]
    public void NextAfter_LongAfterTheLast_IsTheNextTimeAndNoneIsCaughtUp()
    {
        var mondays = Schedule.ByCron("0 2 * * 1", "Europe/Berlin");
        var monday = DateTimeOffset.Parse("2026-11-02T01:00Z", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(monday.AddDays(7), mondays.NextAfter(monday, monday.AddSeconds(-1)));
        Assert.Equal(monday.AddDays(21), mondays.NextAfter(monday, monday.AddDays(15)));
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("0 0 * * 8")]
    [InlineData("H * * * *")]
    [InlineData("@daily")]
    [InlineData("0 0 30 2 *")]
    [InlineData("*/2 * * * * *")]
    [InlineData("0,3 0 0 1 1 *")]
    [InlineData("58,2 * * * * *")]
    [InlineData("")]
    [InlineData(null)]
    public void ByCron_ThatCannotBeUsed_IsRefused(string? expression) =>
        Assert.Throws<RuleViolationException>(() => Schedule.ByCron(expression, "UTC"));

    [Theory]
    [InlineData("*/5 * * * * *")]
    [InlineData("0,58 30 * * * *")]
    [InlineData("0 0 29 2 1")]
    [InlineData(" 0  0 L * * ")]
    public void ByCron_ThatCanBeUsed_IsTaken(string expression) =>
        Assert.Equal(5, Schedule.ByCron(expression, "UTC").Cron!.Replace("0,58 30", "0", StringComparison.Ordinal).Replace("*/5 ", "", StringComparison.Ordinal).Split(' ').Length);

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData(null)]
    public void ByCron_InAZoneThatIsNone_IsRefused(string? zone) => Assert.Throws<RuleViolationException>(() => Schedule.ByCron("0 2 * * *", zone));

    [Theory]
    [InlineData("*/5 * * * *", 300)]
    [InlineData("0 9-17 * * *", 57_600)]
    [InlineData("0 2 * * 1", 86_400)]
    [InlineData("*/5 * * * * *", 5)]
    public void EverySeconds_BesideACronExpression_IsItsLongestGapUpToADay(string expression, int seconds) =>
        Assert.Equal(seconds, Schedule.ByCron(expression, "UTC").EverySeconds);

    private static IEnumerable<string> Shown(Schedule schedule, string from, int count) =>
        schedule.Occurrences(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), count)
            .Select(one => FormattableString.Invariant($"{one.At:dd HH:mm zzz}{(one.IsAfterClockChange ? "*" : "")}"));
}
