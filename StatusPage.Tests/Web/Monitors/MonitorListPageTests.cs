using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using StatusPage.Core.Monitors;
using StatusPage.Core.Schedules;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Monitors;

public sealed class MonitorListPageTests : StaffContext
{
    private readonly FakeMonitors _monitors = new();
    private readonly FakeMonitorCommands _commands = new();

    public MonitorListPageTests() => Services.AddSingleton<IMonitorQueries>(_monitors).AddSingleton<IMonitorCommands>(_commands);

    [Theory]
    [InlineData("/admin/monitors", "Nothing is watched yet")]
    [InlineData("/admin/monitors?archived=true", "Nothing is archived")]
    public void List_WithoutMonitors_SaysWhatItIsFor(string address, string says)
    {
        var page = Open(address);

        page.WaitForAssertion(() => Assert.Contains(says, page.Find("[data-test=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void List_WithAFilterInItsAddress_ShowsThoseThatFitAndHowMany()
    {
        Add("api", MonitorState.Up);
        Add("db", MonitorState.Down);

        var page = Open("/admin/monitors?state=down");

        page.WaitForAssertion(() => Assert.Equal("db", Assert.Single(page.FindAll("[data-test=row] .what a")).TextContent));
        Assert.Equal("1 of 2", page.Find("[data-test=count]").TextContent);
        Assert.Equal("every minute", page.FindAll("[data-test=row] [role=cell]")[3].TextContent);
    }

    [Fact]
    public void Filter_Typed_GoesIntoTheAddress()
    {
        Add("api", MonitorState.Up);
        var page = Open("/admin/monitors?sort=state");
        page.WaitForElement("[data-test=q]");

        page.Find("[data-test=q]").Input("mail");

        Assert.EndsWith("/admin/monitors?sort=state&q=mail", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Bulk_OnWhatIsChosen_ActsOnceAndCanBeUndone()
    {
        Add("api", MonitorState.Up);
        Add("db", MonitorState.Down);
        Add("web", MonitorState.Down);
        var page = Open("/admin/monitors");
        page.WaitForElements("[data-test=choose]", 3);
        page.FindAll("[data-test=choose]")[0].Change(true);
        page.FindAll("[data-test=choose]")[1].Change(true);

        page.Find("[data-test=pause]").Change("60");

        Assert.Equal(["pause until 13:00: 2"], _commands.Acts);
        var told = Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single();
        Assert.Equal("Paused 2 monitors.", told.Message);
    }

    [Fact]
    public void Archive_AsksOnceBeforeItActs()
    {
        Add("api", MonitorState.Up);
        var page = Open("/admin/monitors");
        page.WaitForElement("[data-test=choose-all]").Change(true);

        page.Find("[data-test=archive]").Click();
        Assert.Empty(_commands.Acts);
        page.Find("[data-test=archive-yes]").Click();

        Assert.Equal(["archive: 1"], _commands.Acts);
    }

    [Fact]
    public void Chosen_ThatAFilterHides_IsNotActedOn()
    {
        Add("api", MonitorState.Up);
        Add("db", MonitorState.Down);
        var page = Open("/admin/monitors");
        page.WaitForElement("[data-test=choose-all]").Change(true);

        page.Find("[data-test=q]").Input("db");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-test=row]")));
        page.Find("[data-test=resume]").Click();

        Assert.Equal(["resume: 1"], _commands.Acts);
    }

    private void Add(string name, MonitorState state) => _monitors.Rows.Add(new MonitorRow(
        StatusMonitorId.New(), name, $"https://{name}.example.com/", state, DateTimeOffset.UnixEpoch, Schedule.Every(60), [], [], null, null, null, null));

    private IRenderedComponent<MonitorListPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<MonitorListPage>();
    }
}
