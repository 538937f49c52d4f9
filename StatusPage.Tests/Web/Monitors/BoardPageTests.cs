using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Locations;
using StatusPage.Core.Monitors;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class BoardPageTests : StaffContext
{
    private readonly FakeMonitors _monitors = new();
    private readonly FakeAcknowledgements _acknowledgements = new();

    public BoardPageTests() => Services.AddSingleton<IMonitorQueries>(_monitors).AddSingleton<IAcknowledgements>(_acknowledgements);

    [Fact]
    public void Board_WithoutMonitors_SaysWhatItIsFor()
    {
        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing is watched yet", page.Find("[data-test=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Board_WithoutAWorker_SaysWhyThereIsNoData()
    {
        Locations.Unserved.Add(new UnservedLocation("default", 7));
        _monitors.Add("login", MonitorState.Unknown);

        var page = Render<BoardPage>();

        var notice = page.WaitForElement("[data-test=silent]");
        Assert.Equal("Nobody checks from default", notice.QuerySelector("h2")?.TextContent);
        Assert.NotNull(notice.QuerySelector("time-ago"));
        Assert.DoesNotContain("7", notice.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Board_WhereEverythingHasData_DoesNotAskForWorkers()
    {
        Locations.Unserved.Add(new UnservedLocation("another", 7));
        _monitors.Add("login", MonitorState.Up);

        var page = Render<BoardPage>();

        page.WaitForElement("[data-test=tile]");
        Assert.Empty(page.FindAll("[data-test=silent]"));
    }

    [Fact]
    public void Board_WithProblems_ShowsThemFirstAndWhy()
    {
        _monitors.Add("login", MonitorState.Down, "TLS certificate expired");
        _monitors.Add("api", MonitorState.Degraded);
        _monitors.Add("web", MonitorState.Up);

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Equal(["login", "api"], page.FindAll("[data-test=problem] h2").Select(heading => heading.TextContent)));
        Assert.Contains("TLS certificate expired", page.Find("[data-test=problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Down", "Degraded", "Up"], page.FindAll("[data-test=tile]").Select(tile => tile.GetAttribute("data-state")));
    }

    [Theory]
    [InlineData(MonitorState.Up, "Up", "#s-ok")]
    [InlineData(MonitorState.Down, "Down", "#s-mo")]
    [InlineData(MonitorState.Unknown, "No data", "#s-un")]
    [InlineData(MonitorState.Maintenance, "Maintenance", "#s-mt")]
    public void Tile_InAState_SaysItInWordAndShape(MonitorState state, string word, string shape)
    {
        _monitors.Add("api", state);

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Equal(word, page.Find("[data-test=tile] .word").TextContent));
        Assert.Equal(shape, page.Find("[data-test=tile] use").GetAttribute("href"));
    }

    [Fact]
    public void Counts_OfEachState_AreInTheHead()
    {
        _monitors.Add("a", MonitorState.Up);
        _monitors.Add("b", MonitorState.Up);
        _monitors.Add("c", MonitorState.Paused);

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Equal(
            ["2 up", "0 degraded", "0 down", "0 no data", "1 paused"], page.FindAll(".counts li").Select(chip => chip.TextContent.Trim())));
    }

    [Fact]
    public void Acknowledge_AProblem_IsTheActorsAndMayBeUndone()
    {
        var login = _monitors.Add("login", MonitorState.Down, "timeout");
        _monitors.Add("api", MonitorState.Degraded);
        var page = Render<BoardPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-test=acknowledge]").Count));

        page.Find("[data-test=acknowledge]").Click();

        Assert.Equal([(Owner, login, true)], _acknowledgements.Acts);
        _monitors.Monitors[0] = _monitors.Monitors[0] with { Acknowledgement = new Acknowledgement(Time.GetUtcNow(), Owner.Name) };
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains("ada@example.com has it in hand", page.Find("[data-test=in-hand]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["api", "login"], page.FindAll("[data-test=problem] h2").Select(heading => heading.TextContent));
        page.Find("[data-test=withdraw]").Click();
        Assert.Equal((Owner, login, false), _acknowledgements.Acts[1]);
    }

    [Fact]
    public void Acknowledge_OfWhatIsWellAgain_SaysSo()
    {
        _monitors.Add("login", MonitorState.Down);
        _acknowledgements.Failure = new RuleViolationException("There is nothing to acknowledge.");
        var snackbar = Services.GetRequiredService<MudBlazor.ISnackbar>();
        var page = Render<BoardPage>();
        page.WaitForAssertion(() => page.Find("[data-test=acknowledge]"));

        page.Find("[data-test=acknowledge]").Click();

        Assert.Equal("There is nothing to acknowledge.", Assert.Single(snackbar.ShownSnackbars).Message);
    }

    [Fact]
    public void Board_OfAViewer_OffersNoActs()
    {
        _monitors.Add("login", MonitorState.Down);
        Actors.Role = Role.Viewer;

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => page.Find("[data-test=problem]"));
        Assert.Empty(page.FindAll("[data-test=acknowledge], [href^='/admin/incidents/new']"));
    }

    [Theory]
    [InlineData("/admin?state=down", "login")]
    [InlineData("/admin?state=nonsense", "login api web")]
    [InlineData("/admin?text=W", "web")]
    [InlineData("/admin?text=example.com&page=Acme", "api web")]
    [InlineData("/admin?page=Acme&state=up", "web")]
    [InlineData("/admin?tag=eu", "login web")]
    [InlineData("/admin?text=nothing", "")]
    public void Board_WithAFilterInItsAddress_ShowsWhatItLeavesAndCountsAll(string address, string names)
    {
        _monitors.Add("login", MonitorState.Down);
        _monitors.Add("api", MonitorState.Degraded);
        _monitors.Add("web", MonitorState.Up);
        _monitors.Monitors[1] = _monitors.Monitors[1] with { Pages = ["Acme", "Beta"] };
        _monitors.Monitors[2] = _monitors.Monitors[2] with { Pages = ["Acme"], Tags = ["eu", "edge"] };
        _monitors.Monitors[0] = _monitors.Monitors[0] with { Tags = ["eu"] };
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Equal("1 down", page.Find("[data-test=count-Down]").TextContent.Trim()));
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), page.FindAll("[data-test=tile] b").Select(tile => tile.TextContent));
    }

    [Fact]
    public void Filter_Chosen_IsInTheAddress()
    {
        _monitors.Add("login", MonitorState.Down);
        _monitors.Add("web", MonitorState.Up);
        var page = Render<BoardPage>();
        page.WaitForAssertion(() => page.Find("[data-test=find]"));

        page.Find("[data-test=count-Down]").Click();
        page.Find("[data-test=find]").Change("log in");

        Assert.EndsWith("/?state=down&text=log%20in", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparkline_WithAGap_IsTwoStrokesOfOnePath()
    {
        var path = Sparkline.Path([10, 20, null, 10]);

        Assert.Equal(2, path.Count(character => character == 'M'));
    }
}
