using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

public sealed class IncidentRoomPageTests : StaffContext
{
    private readonly FakeIncidents _incidents = new();
    private readonly IncidentDetails _first;

    public IncidentRoomPageTests()
    {
        Services.AddSingleton<IIncidentCommands>(_incidents).AddSingleton<IIncidentQueries>(_incidents).AddSingleton<IComponentQueries>(new FakeComponents());
        var now = Time.GetUtcNow();
        _first = new IncidentDetails(
            IncidentId.New(),
            "Log-in fails",
            IncidentStatus.Investigating,
            Impact.Minor,
            now,
            ResolvedAt: null,
            NextUpdateAt: null,
            Version: 1,
            [new IncidentUpdateDetails(IncidentStatus.Investigating, "We look into it.", now, Owner.Name)],
            new Dictionary<ServiceComponentId, ComponentStatus>());
        _incidents.Details = _first;
    }

    [Fact]
    public void Resolve_InTwoClicks_PostsASentence()
    {
        var page = Opened();

        page.Find("[data-test=status-Resolved]").Change("on");
        page.Find("form").Submit();

        var (version, update) = Assert.Single(_incidents.Updated);
        Assert.Equal(1, version);
        Assert.Equal(IncidentStatus.Resolved, update.Status);
        Assert.Equal("This incident has been resolved.", update.Body);
    }

    [Fact]
    public void Post_OnAnOldVersion_ShowsWhatWasSaidAndKeepsTheText()
    {
        var page = Opened();
        page.Find("[data-test=body]").Input("My words.");
        _incidents.Failure = new StaleVersionException();
        _incidents.Details = Later();

        page.Find("form").Submit();
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("bob@example.com", page.Find("[data-test=stale]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Found it.", page.Find("[data-test=stale]").TextContent, StringComparison.Ordinal);
        Assert.Contains("My words.", page.Find("[data-test=body]").GetAttribute("value") ?? page.Find("[data-test=body]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_WhileTyping_IsShownBeforePosting()
    {
        var page = Opened();
        page.Find("[data-test=body]").Input("My words.");
        Time.Advance(TimeSpan.FromMilliseconds(300));

        _incidents.Details = Later();
        Feed.Publish(new Change(ChangeKind.Incident, Owner.OrganizationId, _first.Id.Value));
        page.WaitForAssertion(() => page.Find("[data-test=stale]"));
        page.Find("[data-test=stale] button").Click();
        page.Find("form").Submit();

        Assert.Equal(2, Assert.Single(_incidents.Updated).Version);
    }

    private IncidentDetails Later() => _first with
    {
        Version = 2,
        Status = IncidentStatus.Identified,
        Updates = [new IncidentUpdateDetails(IncidentStatus.Identified, "Found it.", Time.GetUtcNow(), "bob@example.com"), .. _first.Updates],
    };

    private IRenderedComponent<IncidentRoomPage> Opened()
    {
        var page = Render<IncidentRoomPage>(parameters => parameters.Add(one => one.Id, _first.Id.Value));
        page.WaitForAssertion(() => page.Find("[data-test=update]"));
        return page;
    }
}
