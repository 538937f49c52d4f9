using StatusPage.Core.Schedules;

namespace StatusPage.Tests.Core.Schedules;

public sealed class ScheduleWordsTests
{
    [Theory]
    [InlineData(30, "every 30 s")]
    [InlineData(60, "every minute")]
    [InlineData(90, "every 90 s")]
    [InlineData(300, "every 5 min")]
    [InlineData(3600, "every hour")]
    [InlineData(7200, "every 2 h")]
    [InlineData(86_400, "once a day")]
    public void InWords_OfAnInterval_SaysItShortly(int seconds, string words) => Assert.Equal(words, Schedule.Every(seconds).InWords());

    [Theory]
    [InlineData("0 2 * * 1", "Mondays 02:00 Europe/Berlin")]
    [InlineData("0 2 * * MON,thu", "Mondays and Thursdays 02:00 Europe/Berlin")]
    [InlineData("0 8 * * 1-5", "Monday to Friday 08:00 Europe/Berlin")]
    [InlineData("30 2 * * *", "daily 02:30 Europe/Berlin")]
    [InlineData("0 30 2 * * *", "daily 02:30 Europe/Berlin")]
    [InlineData("*/15 * * * *", "every 15 min")]
    [InlineData("* * * * *", "every minute")]
    [InlineData("5 * * * *", "hourly at :05 Europe/Berlin")]
    [InlineData("0 4 1 * *", "day 1 of each month 04:00 Europe/Berlin")]
    [InlineData("0 4 L * *", "the last day of each month 04:00 Europe/Berlin")]
    [InlineData("*/7 * * * *", "cron */7 * * * * in Europe/Berlin")]
    [InlineData("0 4 1 * 1", "cron 0 4 1 * 1 in Europe/Berlin")]
    [InlineData("0 4 * 6 *", "cron 0 4 * 6 * in Europe/Berlin")]
    [InlineData("0 4 * * 1-3", "cron 0 4 * * 1-3 in Europe/Berlin")]
    [InlineData("30 0 4 * * *", "cron 30 0 4 * * * in Europe/Berlin")]
    public void InWords_OfACronExpression_IsShortOrTheExpressionItself(string expression, string words) =>
        Assert.Equal(words, Schedule.ByCron(expression, "Europe/Berlin").InWords());
}
