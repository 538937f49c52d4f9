using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core.Accounts;
using StatusPage.Core.Locations;
using StatusPage.Core.Nodes;
using StatusPage.Core.Organizations;
using StatusPage.Core.Persistence;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Nodes;

namespace StatusPage.Tests.Web.Nodes;

public sealed class SystemPageTests : StaffContext
{
    private readonly FakeSystem _system;

    public SystemPageTests()
    {
        _system = new FakeSystem(Time.GetUtcNow());
        Services.AddSingleton<ISystemQueries>(_system);
    }

    [Fact]
    public void Page_OfASystemThatIsWell_MarksNothing()
    {
        var page = Opened("[data-test=vital]");

        Assert.Empty(page.FindAll("[data-test=vital].s-dg"));
        Assert.Equal(["web-1", "web-0"], page.FindAll("[data-test=node] th").Select(name => name.TextContent));
        Assert.Contains("ended", page.FindAll("[data-test=node].over").Single().TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Parked", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfALocationThatNobodyServes_SaysWhatIsWrongBesideItsColour()
    {
        _system.View = _system.View with { Unserved = [new UnservedLocation("mars", 2)], Outbox = [new WaitingEffects("incident_mail", 3, 1, TimeSpan.FromMinutes(2))] };

        var page = Opened("[data-test=vital]");

        var wrong = page.FindAll("[data-test=vital].s-dg").Select(vital => vital.QuerySelector("h2")?.TextContent);
        Assert.Equal(["Locations", "Outbox"], wrong);
        Assert.Equal("#s-dg", page.Find("[data-test=vital].s-dg use").GetAttribute("href"));
        Assert.Contains("incident mail", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_AfterAWhile_LooksAgainByItself()
    {
        var page = Opened("[data-test=vital]");
        _system.View = _system.View with { Lateness = TimeSpan.FromMinutes(2) };

        await UntilAsync(() => page.FindAll("[data-test=vital].s-dg h2").Count == 1);
        Assert.Equal("Worst lateness", page.Find("[data-test=vital].s-dg h2").TextContent);
    }

    [Fact]
    public void Database_AwayFromTheBeginning_SaysSo()
    {
        _system.Failure = new FakeDbException();

        Assert.Contains("The database does not answer.", Opened(".waiting").Find(".waiting").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_AwayLater_KeepsWhatIsShownAndSaysThatItIsOld()
    {
        var page = Opened("[data-test=vital]");

        _system.Failure = new FakeDbException();

        await UntilAsync(() => page.Find("live-mark").HasAttribute("lost"));
        page.Find("[data-test=vital]");
    }

    [Fact]
    public void Operator_IsToldWhoMay()
    {
        Actors.Role = Role.Operator;

        Opened("[data-test=not-for-you]");
    }

    // The page begins to wait at some moment of its own.
    private Task UntilAsync(Func<bool> condition) => Patience.UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the page to look again");

    private IRenderedComponent<SystemPage> Opened(string until)
    {
        var page = Render<SystemPage>();
        page.WaitForAssertion(() => Assert.True(page.Find(until).TextContent is not "Reading…"));
        return page;
    }

    private sealed class FakeSystem(DateTimeOffset now) : ISystemQueries
    {
        public SystemView View { get; set; } = new(
            now, DatabaseKind.Sqlite, "3.50", [Node("web-1", now, isLive: true), Node("web-0", now, isLive: false)], [], [], TimeSpan.Zero, Checks: 3, [], Pages: 1, PagesBehind: 0,
            TimeSpan.FromMinutes(1), MailIsOn: true);

        public Exception? Failure { get; set; }

        public Task<SystemView> ReadAsync(Actor actor, CancellationToken cancellationToken) => Failure is null ? Task.FromResult(View) : Task.FromException<SystemView>(Failure);

        private static NodeView Node(string name, DateTimeOffset now, bool isLive) => new(name, "statuspage-web", "1.0.0", now.AddHours(-1), now, isLive, Redis: null);
    }
}
