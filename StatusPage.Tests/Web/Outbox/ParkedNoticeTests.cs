using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Monitors;
using StatusPage.Core.Outbox;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;
using StatusPage.Web.Outbox;

namespace StatusPage.Tests.Web.Outbox;

public sealed class ParkedNoticeTests : StaffContext
{
    public ParkedNoticeTests() => Services.AddSingleton<IAcknowledgements>(new FakeAcknowledgements()).AddSingleton<IMonitorQueries>(new FakeMonitors());

    [Fact]
    public void Board_WithoutParkedEffects_SaysNothingOfThem()
    {
        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-test=empty]")));
        Assert.Empty(page.FindAll("[data-test=parked]"));
    }

    [Fact]
    public void Board_WithParkedEffects_SaysWhatDidNotHappenAndWhy()
    {
        Park("Acme", "No template");
        Park(null, "No page");

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Equal(
            "2 effects of changes are parked: they failed too often", page.Find("[data-test=parked] h2").TextContent));
        Assert.Equal(
            ["The page Acme was not rendered", "The page that is gone was not rendered"],
            page.FindAll("[data-test=parked] b").Select(what => what.TextContent));
        Assert.EndsWith(": No template", page.Find("[data-test=parked] li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Board_TryAgain_AsksForItAndShowsWhatIsLeft()
    {
        Park("Acme", "No template");
        var page = Render<BoardPage>();
        page.WaitForElement("[data-test=retry]").Click();

        page.WaitForAssertion(() => Assert.Equal([Owner], Parked.Retried));
        page.WaitForAssertion(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty(page.FindAll("[data-test=parked]"));
        });
    }

    [Fact]
    public void Notice_ForSomebodyWhoMayNot_HasNoButton()
    {
        Park("Acme", "No template");

        var notice = Render<ParkedNotice>(with => with.Add(one => one.Effects, Parked.Effects));

        Assert.Empty(notice.FindAll("button"));
    }

    private void Park(string? page, string reason) => Parked.Effects.Add(
        new ParkedEffect(Guid.CreateVersion7(), OutboxKind.PageRender, page, reason, Time.GetUtcNow()));
}
