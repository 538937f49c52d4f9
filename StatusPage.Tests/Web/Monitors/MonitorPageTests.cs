using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Core.Probing;
using StatusPage.Core.Schedules;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class MonitorPageTests : StaffContext
{
    private readonly FakeMonitors _monitors = new();
    private readonly FakeMonitorResults _results = new();
    private readonly FakeMonitorCommands _commands = new();
    private readonly StatusMonitorId _id = StatusMonitorId.New();

    public MonitorPageTests()
    {
        Services.AddSingleton<IMonitorQueries>(_monitors).AddSingleton<IMonitorResults>(_results).AddSingleton<IMonitorCommands>(_commands);
        _monitors.Details = Standing(MonitorState.Down, "connection refused");
    }

    [Fact]
    public void Page_OfAMonitorThatIsDown_SaysWhy()
    {
        var page = Opened();

        Assert.Contains("From default: connection refused", page.Find("[data-test=why]").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 failed checks in a row bring it down", page.Find("[data-test=why]").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 checks, 1 failed; typically 40 ms", page.Find("[data-test=chart]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Strip_OfWhatHappened_SaysEachStretchInWords()
    {
        var stretches = Opened().FindAll("[data-test=stretch]");

        Assert.Equal(
            ["1 Mar 11:00 to 1 Mar 11:30 UTC: 1 of 3 checks failed: connection refused", "1 Mar 11:30 to 1 Mar 12:00 UTC: nothing was checked"],
            stretches.Select(stretch => stretch.GetAttribute("aria-label")));
        Assert.Equal(["14", "0"], stretches.Select(stretch => stretch.QuerySelector(".bar")?.GetAttribute("height")));
    }

    [Fact]
    public void Results_WithPhases_SayWhereTheTimeWent()
    {
        var now = Time.GetUtcNow();
        var phases = new ProbePhases(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(8), TimeSpan.Zero, TimeSpan.FromMilliseconds(30), TimeSpan.Zero);
        _results.Results.Add(new MonitorResult("default", now, now, CheckOutcome.Success, ProbeReason.None, Detail: null, 40) { Phases = phases });
        _results.Results.Add(new MonitorResult("default", now.AddMinutes(-1), now.AddMinutes(-1), CheckOutcome.Success, ProbeReason.None, Detail: null, 41));

        var shown = Assert.Single(Opened().FindAll("[data-test=results] [data-test=phases]"));

        Assert.Equal(["name 2 ms", "connection 8 ms", "answer 30 ms"], shown.QuerySelectorAll("li").Select(step => step.TextContent.Trim()));
        Assert.Equal(["5", "20", "75"], shown.QuerySelectorAll("rect").Select(bar => bar.GetAttribute("width")));
    }

    [Fact]
    public void Page_OfAMonitorThatIsUp_HasNothingToExplain()
    {
        _monitors.Details = Standing(MonitorState.Up, reason: null);

        Assert.Empty(Opened().FindAll("[data-test=why]"));
    }

    [Fact]
    public void Page_OfAnotherOrganisation_SaysThatThereIsNone()
    {
        _monitors.Details = null;

        var page = Render<MonitorPage>(parameters => parameters.Add(one => one.Id, _id.Value));

        page.WaitForAssertion(() => Assert.Equal("/admin/monitors", page.Find("[data-test=missing] a").GetAttribute("href")));
    }

    [Fact]
    public void Test_Now_ShowsWhatCameOfTheCheckThatBeganThen()
    {
        var now = Time.GetUtcNow();
        _results.Results.Add(new MonitorResult("default", now.AddMinutes(-1), now.AddMinutes(-1), CheckOutcome.Failure, ProbeReason.Timeout, "timeout", LatencyMs: null));
        _commands.Now = now;
        var page = Opened();

        page.Find("[data-test=test-now]").Click();
        page.WaitForAssertion(() => Assert.True(page.Find("[data-test=test-now]").HasAttribute("disabled")));
        Assert.Empty(page.FindAll("[data-test=outcome]"));
        _results.Results.Insert(0, new MonitorResult("default", now, now.AddSeconds(1), CheckOutcome.Success, ProbeReason.None, Detail: null, 42));
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(new Change(ChangeKind.Monitor, Owner.OrganizationId, _id.Value));
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("in 42 ms from default.", page.Find("[data-test=outcome]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Success", page.Find("[data-test=outcome] b").TextContent);
        Assert.False(page.Find("[data-test=test-now]").HasAttribute("disabled"));
    }

    [Fact]
    public void Span_Chosen_IsInTheAddressAndRead()
    {
        var page = Opened();

        page.Find("[data-test=span-Week]").Change("on");

        Assert.EndsWith("?span=week", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Equal(LatencySpan.Week, _results.Asked));
    }

    [Theory]
    [InlineData(Role.Viewer, false, false)]
    [InlineData(Role.Operator, true, false)]
    [InlineData(Role.Admin, true, true)]
    public void Acts_OfARole_AreThoseThatItMay(Role role, bool mayTest, bool mayEdit)
    {
        Actors.Role = role;

        var page = Opened();

        Assert.Equal(mayTest, page.FindAll("[data-test=test-now]").Count == 1);
        Assert.Equal(mayEdit, page.FindAll("[data-test=to-edit]").Count == 1);
    }

    private IRenderedComponent<MonitorPage> Opened()
    {
        var page = Render<MonitorPage>(parameters => parameters.Add(one => one.Id, _id.Value));
        page.WaitForAssertion(() => page.Find("[data-test=chart]"));
        return page;
    }

    private MonitorDetails Standing(MonitorState state, string? reason) => new(
        _id,
        MonitorKind.Http,
        "login",
        "https://example.com/",
        Schedule.Every(60),
        10_000,
        new Thresholds(2, 1, null),
        new HttpDetails("GET", "2xx", Contains: null, NotContains: null, FollowRedirects: true, [], HasBody: false),
        [],
        state,
        Time.GetUtcNow(),
        PausedUntil: null,
        Time.GetUtcNow(),
        ArchivedAt: null,
        1,
        [new CheckDetails("default", state, Time.GetUtcNow(), 40, reason, Time.GetUtcNow(), IsRunning: false, [])],
        []);
}
