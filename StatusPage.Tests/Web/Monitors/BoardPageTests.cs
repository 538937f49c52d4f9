using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Monitors;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class BoardPageTests : StaffContext
{
    private readonly FakeMonitors _monitors = new();

    public BoardPageTests() => Services.AddSingleton<IMonitorQueries>(_monitors);

    [Fact]
    public void Board_WithoutMonitors_SaysWhatItIsFor()
    {
        var page = Render<BoardPage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing is watched yet", page.Find("[data-test=empty]").TextContent, StringComparison.Ordinal));
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
    public void Sparkline_WithAGap_IsTwoStrokesOfOnePath()
    {
        var path = Sparkline.Path([10, 20, null, 10]);

        Assert.Equal(2, path.Count(character => character == 'M'));
    }
}
