using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Pages;
using StatusPage.Tests.Builders;
using StatusPage.Web.Serving;

namespace StatusPage.Tests.Web.Serving;

public sealed class StatusTextTests
{
    [Fact]
    public void Of_PageInTrouble_SaysAllOfIt()
    {
        var view = PageViews.Page(
            ComponentStatus.PartialOutage,
            "Login has a partial outage",
            groups:
            [
                new GroupView(null, null, CollapseRule.AlwaysOpen, ComponentStatus.Operational, [PageViews.Component(0)]),
                new GroupView(PageViews.Id(5), "Europe", CollapseRule.AlwaysOpen, ComponentStatus.PartialOutage,
                    [PageViews.Component(2, ComponentStatus.PartialOutage), PageViews.Component(1, ComponentStatus.DegradedPerformance)]),
            ],
            open: [PageViews.Incident(900, "Sign-in failing", Impact.Major)]);

        Assert.Equal(
            """
            partial_outage
            Northwind Cloud: Login has a partial outage

            incident: Sign-in failing (identified, since 2026-11-23 11:12Z)

            operational          Website

            Europe
            partial_outage       Login
            degraded_performance API

            """,
            StatusText.Of(view, staleSince: null));
    }

    [Fact]
    public void Of_StaleView_SaysSinceWhen()
    {
        var text = StatusText.Of(PageViews.Empty(), PageViews.Noon.ToOffset(TimeSpan.FromHours(2)));

        Assert.Equal("unknown\nNorthwind Cloud: Nothing is watched yet\nNot confirmed since 2026-11-23 12:00Z; this may be old.\n", text);
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r two")]
    [InlineData("one\u0085two")]
    [InlineData("one\u2028two")]
    [InlineData("one\u001b[2Jtwo")]
    public void Of_NameWithControls_StaysOnItsLine(string name)
    {
        var text = StatusText.Of(PageViews.Page(name: name, groups: []), staleSince: null);

        var lines = text.Split(['\n', '\r', '\u0085', '\u2028', '\u001b'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
    }

    [Theory]
    [InlineData(ComponentStatus.Operational, "operational")]
    [InlineData(ComponentStatus.DegradedPerformance, "degraded_performance")]
    [InlineData(ComponentStatus.PartialOutage, "partial_outage")]
    [InlineData(ComponentStatus.MajorOutage, "major_outage")]
    [InlineData(ComponentStatus.UnderMaintenance, "under_maintenance")]
    [InlineData(ComponentStatus.Unknown, "unknown")]
    public void Of_EachStatus_BeginsWithItsWord(ComponentStatus status, string word) =>
        Assert.Equal(word, StatusText.Of(PageViews.Page(status), staleSince: null).Split('\n')[0]);
}
