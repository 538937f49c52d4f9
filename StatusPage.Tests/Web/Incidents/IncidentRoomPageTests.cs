using Bunit;
using Microsoft.Extensions.DependencyInjection;
using StatusPage.Core;
using StatusPage.Core.Components;
using StatusPage.Core.Incidents;
using StatusPage.Core.Live;
using StatusPage.Core.Notifications;
using StatusPage.Core.Organizations;
using StatusPage.Tests.Fixtures;
using StatusPage.Web.Incidents;

namespace StatusPage.Tests.Web.Incidents;

public sealed class IncidentRoomPageTests : StaffContext
{
    private readonly FakeIncidents _incidents = new();
    private readonly IncidentDetails _first;

    public IncidentRoomPageTests()
    {
        Services.AddSingleton<IIncidentCommands>(_incidents).AddSingleton<IIncidentQueries>(_incidents).AddSingleton<IIncidentEdits>(_incidents).AddSingleton<IIncidentTimeline>(_incidents).AddSingleton<IComponentQueries>(new FakeComponents());
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

        page.WaitForAssertion(() => Assert.Equal(2, Assert.Single(_incidents.Updated).Version));
    }

    [Fact]
    public void Mails_ThatHaveComeFurther_AreCountedAnew()
    {
        Mails.Counts[Guid.Empty] = new MailCounts(Waiting: 10_000, Sent: 0, Failed: 0, IsPreparing: false, Problem: null);
        var page = Opened();
        Assert.Contains("10,000 waiting", page.Find("[data-test=mailed]").TextContent, StringComparison.Ordinal);
        Time.Advance(TimeSpan.FromMilliseconds(300));

        Mails.Counts[Guid.Empty] = new MailCounts(Waiting: 9_000, Sent: 998, Failed: 2, IsPreparing: false, "550 no such user");
        Feed.Publish(new Change(ChangeKind.Mails, Owner.OrganizationId, _first.Id.Value));

        page.WaitForAssertion(() => Assert.Contains("998 of 10,000 mails sent", page.Find("[data-test=mailed]").TextContent, StringComparison.Ordinal));
        Assert.Contains("550 no such user", page.Find("[data-test=mailed]").TextContent, StringComparison.Ordinal);
        Assert.Equal("1000", page.Find("[data-test=mailed] progress").GetAttribute("value"));
    }

    [Fact]
    public void Accept_AfterSomebodyHasResolved_DoesNotOpenItAgain()
    {
        var page = Opened();
        page.Find("[data-test=body]").Input("My words.");
        Time.Advance(TimeSpan.FromMilliseconds(300));
        _incidents.Details = Later() with { Status = IncidentStatus.Resolved, ResolvedAt = Time.GetUtcNow() };
        Feed.Publish(new Change(ChangeKind.Incident, Owner.OrganizationId, _first.Id.Value));
        page.WaitForAssertion(() => page.Find("[data-test=stale]"));

        page.Find("[data-test=stale] button").Click();
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Single(_incidents.Updated));
        var (_, update) = _incidents.Updated[0];
        Assert.Equal((IncidentStatus.Resolved, "My words."), (update.Status, update.Body));
    }

    [Fact]
    public void Post_ThatTheFeedTellsOfFirst_IsNoNewsToItsAuthor()
    {
        var saving = new TaskCompletionSource();
        _incidents.Pending = saving.Task;
        var page = Opened();
        Time.Advance(TimeSpan.FromMilliseconds(300));
        page.Find("[data-test=body]").Input("My words.");
        page.Find("form").Submit();

        _incidents.Details = Later();
        Feed.Publish(new Change(ChangeKind.Incident, Owner.OrganizationId, _first.Id.Value));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-test=update]").Count));
        Assert.Empty(page.FindAll("[data-test=stale]"));
        saving.SetResult();
        page.WaitForAssertion(() => Assert.False(page.Find("[data-test=post]").HasAttribute("disabled")));
        page.Find("[data-test=body]").Input("And more.");

        Assert.Empty(page.FindAll("[data-test=stale]"));
    }

    [Fact]
    public void Post_ByADoubleClick_PostsOnceAndComplainsOfNothing()
    {
        var page = Opened();
        page.Find("[data-test=body]").Input("My words.");

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.False(page.Find("[data-test=post]").HasAttribute("disabled")));
        page.Find("form").Submit();

        Assert.Single(_incidents.Updated);
        Assert.DoesNotContain("Say in one sentence", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutSuchAnIncident_SaysSoAndLeadsOn()
    {
        _incidents.Details = null;

        var page = Render<IncidentRoomPage>(parameters => parameters.Add(one => one.Id, _first.Id.Value));

        page.WaitForAssertion(() => Assert.Equal("/admin/incidents", page.Find("[data-test=missing] a").GetAttribute("href")));
        Assert.Equal("No such incident", page.Find("h1").TextContent);
    }

    [Fact]
    public void Correction_BySomebodyElse_IsNoNewsForWhoeverIsTyping()
    {
        var page = Opened();
        page.Find("[data-test=body]").Input("My words.");
        Time.Advance(TimeSpan.FromMilliseconds(300));

        _incidents.Details = _first with { Version = 2, Title = "Log-in fails for some" };
        Feed.Publish(new Change(ChangeKind.Incident, Owner.OrganizationId, _first.Id.Value));
        page.WaitForAssertion(() => Assert.Equal("Log-in fails for some", page.Find("h1").TextContent));
        Assert.Empty(page.FindAll("[data-test=stale]"));
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, Assert.Single(_incidents.Updated).Version));
    }

    [Fact]
    public void Edit_OfAnUpdate_StartsWithItsWordsAndSendsTheNewOnes()
    {
        var page = Opened();

        page.Find("[data-test=edit]").Click();
        page.Find(".timeline textarea").Input(" ");
        Assert.True(page.Find("[data-test=save-edit]").HasAttribute("disabled"));
        page.Find(".timeline textarea").Input("We looked into it.");
        page.Find(".timeline form").Submit();

        page.WaitForAssertion(() => Assert.Equal("We looked into it.", Assert.Single(_incidents.Reworded).Body));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".timeline form")));
    }

    [Fact]
    public void Correct_TheHead_KeepsTheSecondOfAnUntouchedStart()
    {
        _incidents.Details = _first with { StartedAt = _first.StartedAt.AddSeconds(-17) };
        var page = Opened();

        page.Find("[data-test=correct]").Click();
        page.Find("#head-title").Input("Log-in fails for some");
        page.Find("#head-impact").Change("Critical");
        page.Find("[data-test=head-form]").Submit();

        page.WaitForAssertion(() => Assert.Equal(
            (1, new IncidentHead("Log-in fails for some", Impact.Critical, _first.StartedAt.AddSeconds(-17))), Assert.Single(_incidents.Changed)));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-test=head-form]")));
    }

    [Fact]
    public void Correct_ToAStartAfterTheFirstUpdate_SaysWhyNot()
    {
        var page = Opened();
        page.Find("[data-test=correct]").Click();

        page.Find("#head-start").Change("2026-03-01T12:01");

        Assert.Equal("It was posted at 12:00 UTC; it cannot have begun later.", page.Find("#head-start-error").TextContent);
        Assert.True(page.Find("[data-test=save-head]").HasAttribute("disabled"));
    }

    [Fact]
    public void Note_ThatFailedOnce_IsSentAgainUnderItsId()
    {
        var page = Opened();
        page.Find("#note-body").Input("Rolled back.");
        _incidents.Failure = new RuleViolationException("Not now.");
        page.Find("form.internal").Submit();
        page.WaitForAssertion(() => Assert.False(page.Find("[data-test=note]").HasAttribute("disabled")));

        _incidents.Failure = null;
        page.Find("form.internal").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, _incidents.Noted.Count));
        Assert.Equal(_incidents.Noted[0], _incidents.Noted[1]);
        page.WaitForAssertion(() => Assert.True(page.Find("[data-test=note]").HasAttribute("disabled")));
    }

    [Fact]
    public void Timeline_FilteredToInternal_ShowsNothingThatIsPublic()
    {
        _incidents.Entries = [new NoteEntry(Guid.CreateVersion7(), Time.GetUtcNow(), "Rolled back.", Owner.Name)];
        var page = Opened();

        page.Find("[data-test=show-Internal]").Change("on");

        Assert.Equal("Rolled back.", page.Find("[data-test=note-entry] .md").TextContent.Trim());
        Assert.Empty(page.FindAll("[data-test=update]"));
    }

    [Fact]
    public void Open_AsAViewer_ShowsWhatHappenedAndNoForms()
    {
        Actors.Role = Role.Viewer;

        var page = Opened();

        Assert.Empty(page.FindAll("form"));
        Assert.Empty(page.FindAll("[data-test=edit], [data-test=correct]"));
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
