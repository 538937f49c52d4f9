using StatusPage.Core.Components;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Web.Snapshots;

namespace StatusPage.Tests.Web.Snapshots;

public sealed class DayBarTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Fact]
    public void Draw_QuarterWithoutTrouble_IsOnePathOfOneRun()
    {
        var days = Enumerable.Range(0, 90).Select(index => PageViews.Day(Day.AddDays(index))).ToList();

        Assert.Equal(
            "<svg viewBox=\"0 0 900 32\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"l s-ok\" d=\"M0 16h900\"/></svg>",
            DayBarPaths.Draw(days));
    }

    [Fact]
    public void Draw_MixedDays_HasOnePathAStatus()
    {
        DayView[] days =
        [
            PageViews.Day(Day, unknown: PageViews.DaySeconds), PageViews.Day(Day), PageViews.Day(Day, major: PageViews.DaySeconds),
            PageViews.Day(Day, major: 21_600), PageViews.Day(Day, unknown: PageViews.DaySeconds),
        ];

        Assert.Equal(
            "<svg viewBox=\"0 0 50 32\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"l s-un\" d=\"M0 16h10M40 16h10\"/>"
            + "<path class=\"l s-ok\" d=\"M10 16h30\"/><path class=\"s-mo\" d=\"M20 0h7v32h-7zM30 16h7v16h-7z\"/></svg>",
            DayBarPaths.Draw(days));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(5400, 8)]
    [InlineData(21_600, 16)]
    [InlineData(86_400, 32)]
    public void Parts_BadTime_GrowsWithItButIsAlwaysSeen(int seconds, int top)
    {
        Assert.Equal([(ComponentStatus.PartialOutage, 0, top)], DayBarPaths.Parts(PageViews.Day(Day, partial: seconds)));
    }

    [Fact]
    public void Parts_SeveralKinds_StandOnEachOtherWorstLowest()
    {
        Assert.Equal(
            [(ComponentStatus.MajorOutage, 0, 8), (ComponentStatus.DegradedPerformance, 8, 11), (ComponentStatus.UnderMaintenance, 11, 16)],
            DayBarPaths.Parts(PageViews.Day(Day, degraded: 60, major: 60, maintenance: 21_480)));
    }

    [Fact]
    public void Items_OnlyDaysThatWereNotPerfect_AreTold()
    {
        DayView[] days =
        [
            PageViews.Day(Day.AddDays(-4), unknown: PageViews.DaySeconds), PageViews.Day(Day.AddDays(-3), unknown: PageViews.DaySeconds),
            PageViews.Day(Day.AddDays(-2)), PageViews.Day(Day.AddDays(-1), major: 3780) with { Incidents = [new DayIncidentView("a1", "Disk <full>")] },
        ];

        Assert.Equal(
            "<li data-d=\"0-1\"><b>Thu 19 Nov to Fri 20 Nov</b> <span class=\"st s-un\">No data</span></li>"
            + "<li data-d=\"3\"><b>Sun 22 Nov</b> <span class=\"st s-mo\">Major outage for 1\u00a0h\u00a03\u00a0min</span> <cite data-i=\"a1\">Disk &lt;full&gt;</cite></li>",
            DayBarWords.Items(days));
    }

    [Fact]
    public void Summary_Component_SaysDaysUptimeAndProblems()
    {
        var component = PageViews.Component(0) with
        {
            Name = "API", Uptime = 0.9995, Days = [PageViews.Day(Day), PageViews.Day(Day, major: 60), PageViews.Day(Day, degraded: 60)],
        };

        Assert.Equal("API: 3 days, 99.95\u00a0% uptime, 2 days with problems", DayBarWords.Summary(component));
    }
}
