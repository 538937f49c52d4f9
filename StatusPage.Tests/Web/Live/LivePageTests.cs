using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Live;
using StatusPage.Core.Monitors;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Monitors;

namespace StatusPage.Tests.Web.Live;

public sealed class LivePageTests : StaffContext
{
    private static readonly Change Hint = new(ChangeKind.Monitor, Owner.OrganizationId, Guid.CreateVersion7());

    private readonly FakeMonitors _monitors = new();

    public LivePageTests()
    {
        Services.AddSingleton<IAcknowledgements>(new FakeAcknowledgements()).AddSingleton<IMonitorQueries>(_monitors);
        _monitors.Add("api", MonitorState.Up);
    }

    [Fact]
    public void Change_FromTheFeed_IsShownWithoutReload()
    {
        var page = RenderSettled();

        _monitors.Add("web", MonitorState.Up);
        Feed.Publish(Hint);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-test=tile]").Count));
    }

    [Fact]
    public void Change_OfAnotherOrganization_IsNotRead()
    {
        var page = RenderSettled();
        var before = _monitors.Reads;

        Feed.Publish(Hint with { OrganizationId = new StatusPage.Core.Organizations.OrganizationId(Guid.CreateVersion7()) });
        Feed.Publish(Hint);

        page.WaitForAssertion(() => Assert.Equal(before + 1, _monitors.Reads));
    }

    [Fact]
    public void Changes_ManyAtOnce_AreReadOnce()
    {
        var page = Render<BoardPage>();
        page.WaitForAssertion(() => Assert.Equal(1, _monitors.Reads));

        for (var count = 0; count < 100; count++)
        {
            Feed.Publish(Hint);
        }

        Time.Advance(TimeSpan.FromMilliseconds(250));

        page.WaitForAssertion(() => Assert.Equal(2, _monitors.Reads));
        Assert.Equal(2, _monitors.Reads);
    }

    [Fact]
    public void Hint_ThatIsLost_IsMadeUpForByTheFloor()
    {
        var page = RenderSettled();

        _monitors.Add("web", MonitorState.Up);
        AdvanceUntilReadAgain();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-test=tile]").Count));
    }

    [Fact]
    public void Load_ThatFails_KeepsWhatIsShownAndRecovers()
    {
        var page = RenderSettled();
        var heard = page.Find("[data-test=live]").GetAttribute("at");

        _monitors.Failure = new TimeoutException("The database is away.");
        Feed.Publish(Hint);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-test=live]").GetAttribute("lost")));
        Assert.Single(page.FindAll("[data-test=tile]"));
        Assert.Equal(heard, page.Find("[data-test=live]").GetAttribute("at"));

        _monitors.Failure = null;
        AdvanceUntilReadAgain();

        page.WaitForAssertion(() => Assert.Null(page.Find("[data-test=live]").GetAttribute("lost")));
        Assert.NotEqual(heard, page.Find("[data-test=live]").GetAttribute("at"));
    }

    [Fact]
    public void Access_ThatEnds_LeavesThePage()
    {
        var page = RenderSettled();

        Actors.IsMember = false;
        Feed.Publish(Hint);

        var navigation = Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith("/account/denied", navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_EndsTheSubscription()
    {
        RenderSettled();
        Assert.Equal(1, Feed.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Feed.Subscribers);
    }

    // The page arms its timer on another thread, so one step could come too early for it.
    private void AdvanceUntilReadAgain()
    {
        var before = _monitors.Reads;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                return _monitors.Reads > before;
            },
            TimeSpan.FromSeconds(10)));
    }

    // Read for the first time, and past the pause between two reads.
    private IRenderedComponent<BoardPage> RenderSettled()
    {
        var page = Render<BoardPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-test=tile]")));
        Time.Advance(TimeSpan.FromMilliseconds(300));
        return page;
    }
}
